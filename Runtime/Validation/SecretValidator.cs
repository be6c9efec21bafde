using System.Text.Json;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates Secrets as the API server does. No message holds a value. Pure; safe to call from any thread.</summary>
public static class SecretValidator
{
    private static readonly FieldPath Data = FieldPath.Root.Child("data");

    /// <summary>Finds what is wrong.</summary>
    /// <param name="secret">The Secret, its <c>stringData</c> merged into <c>data</c>.</param>
    /// <returns>The errors, in the words of the API server; empty if there are none.</returns>
    public static IReadOnlyList<FieldError> Validate(Secret secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var errors = new FieldErrors();
        MetadataValidator.Validate(errors, secret.Metadata, FieldPath.Root.Child("metadata"));
        DataValidator.ValidateKeys(errors, secret.Data.Keys, Data);
        if (secret.Data.Sum(static p => (long)p.Value.Length) > DataValidator.MaxBytes)
        {
            errors.TooLong(Data, DataValidator.MaxBytes);
        }

        ValidateType(errors, secret);
        return errors.ToList();
    }

    private static void ValidateType(FieldErrors errors, Secret secret)
    {
        switch (secret.Type)
        {
            case SecretTypes.Dockercfg:
                RequireJson(errors, secret, SecretKeys.Dockercfg);
                break;
            case SecretTypes.DockerConfigJson:
                RequireJson(errors, secret, SecretKeys.DockerConfigJson);
                break;
            case SecretTypes.BasicAuth when !secret.Data.ContainsKey("username") && !secret.Data.ContainsKey("password"):
                errors.Required(Data.Key("username"));
                errors.Required(Data.Key("password"));
                break;
            case SecretTypes.SshAuth when secret.Data.GetValueOrDefault("ssh-privatekey").IsEmpty:
                errors.Required(Data.Key("ssh-privatekey"));
                break;
            case SecretTypes.Tls:
                Require(errors, secret, SecretKeys.TlsCertificate);
                Require(errors, secret, SecretKeys.TlsPrivateKey);
                break;
        }
    }

    private static void Require(FieldErrors errors, Secret secret, string key)
    {
        if (!secret.Data.ContainsKey(key))
        {
            errors.Required(Data.Key(key));
        }
    }

    private static void RequireJson(FieldErrors errors, Secret secret, string key)
    {
        if (!secret.Data.TryGetValue(key, out var value))
        {
            errors.Required(Data.Key(key));
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(value);
        }
        catch (JsonException)
        {
            errors.Invalid(Data.Key(key), "<secret contents redacted>", "invalid character or end of JSON input");
        }
    }
}
