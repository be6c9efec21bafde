using System.Security.Cryptography;
using System.Text.Json;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Pki;

/// <summary>What machines join by: kubeadm's bootstrap token. A secret.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/.</remarks>
internal sealed record JoinToken
{
    /// <summary>What it is stored as.</summary>
    public const string SecretName = "join.token";

    /// <summary>What that of one machine alone is stored as.</summary>
    public static string NameOf(string machine) => $"join-{machine}.token";

    /// <summary>How long it is taken.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary><c>abcdef.0123456789abcdef</c>.</summary>
    public required string Token { get; init; }

    /// <summary>The operation that it was made for.</summary>
    public required string Operation { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>Its public part.</summary>
    public string Id => Token[..6];

    /// <summary>Its secret part.</summary>
    public string Secret => Token[7..];

    /// <summary>A new one.</summary>
    public static JoinToken Make(string operation, DateTimeOffset now) => new()
    {
        Token = $"{RandomNumberGenerator.GetString(Letters, 6)}.{RandomNumberGenerator.GetString(Letters, 16)}", Operation = operation, Expires = now + Lifetime,
    };

    /// <summary>That of an operation, made now if there is none.</summary>
    public static async Task<JoinToken> ReadOrMakeAsync(IStepContext context, DateTimeOffset now, CancellationToken cancellationToken, string name = SecretName)
    {
        if (await ReadAsync(context, cancellationToken, name) is { } known && known.Operation == context.OperationId && known.Expires > now)
        {
            return known;
        }

        var made = Make(context.OperationId, now);
        await context.SetSecretAsync(name, JsonSerializer.Serialize(made, StepJson.Default.JoinToken), cancellationToken);
        return made;
    }

    /// <summary>Has a cluster take an operation's token no more.</summary>
    public static async Task WithdrawAsync(IStepContext context, ClusterCalls api, string name, CancellationToken cancellationToken)
    {
        if (await ReadAsync(context, cancellationToken, name) is { } token && token.Operation == context.OperationId)
        {
            await api.DeleteAsync($"/api/v1/namespaces/kube-system/secrets/bootstrap-token-{token.Id}", cancellationToken);
        }
    }

    /// <summary>The latest; null if there is none.</summary>
    public static async Task<JoinToken?> ReadAsync(IStepContext context, CancellationToken cancellationToken, string name = SecretName)
    {
        try
        {
            return JsonSerializer.Deserialize(await context.GetSecretAsync(name, cancellationToken), StepJson.Default.JoinToken);
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.NotFound)
        {
            return null;
        }
    }
}
