using System.Text;
using System.Text.Json;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Resolving;

/// <summary>Reads registry credentials from <c>imagePullSecrets</c>. A secret that is missing or malformed is an event, not a failure.</summary>
internal static class PullSecrets
{
    /// <summary>The credentials in the pod's order.</summary>
    public static async Task<IReadOnlyList<PullSecret>> GetAsync(ResolutionScope scope, CancellationToken cancellationToken)
    {
        var secrets = new List<PullSecret>();
        foreach (var reference in scope.Pod.Spec.ImagePullSecrets)
        {
            Secret? secret = null;
            try
            {
                secret = await scope.FindSecretAsync(reference.Name, cancellationToken);
            }
            catch (ResolutionException e)
            {
                Note(scope, $"The image pull secret {reference.Name} cannot be read: {e.Message}");
                continue;
            }

            if (secret is null)
            {
                Note(scope, $"Unable to retrieve some image pull secrets ({reference.Name}); attempting to pull the image may not succeed.");
            }
            else if (!TryRead(secret, secrets))
            {
                Note(scope, $"The image pull secret {reference.Name} is not a valid {SecretTypes.DockerConfigJson} and is ignored.");
            }
        }

        return secrets;
    }

    private static void Note(ResolutionScope scope, string message) =>
        scope.Notes.Add(new() { Reason = "FailedToRetrieveImagePullSecret", Message = message });

    private static bool TryRead(Secret secret, List<PullSecret> secrets)
    {
        try
        {
            if (ObjectData.Bytes(secret, SecretKeys.DockerConfigJson) is { } config)
            {
                using var document = JsonDocument.Parse(config);
                return document.RootElement.TryGetProperty("auths", out var auths) && TryReadAll(auths, secrets);
            }

            if (ObjectData.Bytes(secret, SecretKeys.Dockercfg) is { } old)
            {
                using var document = JsonDocument.Parse(old);
                return TryReadAll(document.RootElement, secrets);
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            // The text of the error may hold parts of the secret; the caller says that it is malformed.
            return false;
        }

        return false;
    }

    private static bool TryReadAll(JsonElement registries, List<PullSecret> secrets)
    {
        var read = new List<PullSecret>();
        foreach (var registry in registries.EnumerateObject())
        {
            var (user, password) = Credentials(registry.Value);
            read.Add(new() { Registry = Host(registry.Name), Username = user, Password = password });
        }

        secrets.AddRange(read);
        return true;
    }

    private static (string User, string Password) Credentials(JsonElement entry)
    {
        if (Text(entry, "auth") is { Length: > 0 } auth)
        {
            var pair = Encoding.UTF8.GetString(Convert.FromBase64String(auth));
            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? throw new FormatException("No colon.") : (pair[..colon], pair[(colon + 1)..]);
        }

        return (Text(entry, "username") ?? "", Text(entry, "password") ?? Text(entry, "identitytoken") ?? "");
    }

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Host(string registry)
    {
        var scheme = registry.IndexOf("://", StringComparison.Ordinal);
        return (scheme < 0 ? registry : registry[(scheme + 3)..]).TrimEnd('/');
    }
}
