using System.Security.Cryptography;
using System.Text;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Images;

/// <summary>An image that a container, or a person, wants. Its text form hides credentials.</summary>
public sealed record ImageRequest
{
    /// <summary>The image as written in the pod.</summary>
    public required string Reference { get; init; }

    /// <summary><c>Always</c>, <c>IfNotPresent</c> or <c>Never</c>.</summary>
    public string PullPolicy { get; init; } = PullPolicies.IfNotPresent;

    /// <summary>Credentials, in the pod's order.</summary>
    public IReadOnlyList<PullSecret> PullSecrets { get; init; } = [];

    /// <summary>The container that is to run it; null where a person asks.</summary>
    public ContainerId? Container { get; init; }

    /// <summary>The volume of the pod that is to hold it; null where the container is to run it.</summary>
    public string? Volume { get; init; }

    /// <summary>The container's pod; null where a person asks.</summary>
    public ResolvedPod? Pod { get; init; }

    /// <summary>Equal for requests that one pull serves: the same reference with the same credentials.</summary>
    internal string FlightKey
    {
        get
        {
            if (PullSecrets.Count == 0)
            {
                return Reference;
            }

            var secrets = string.Join('\n', PullSecrets.Select(secret => $"{secret.Registry}\0{secret.Username}\0{secret.Password}"));
            return $"{Reference}\n{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secrets)))}";
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Reference;
}
