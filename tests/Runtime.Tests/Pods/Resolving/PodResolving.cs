using System.Text;
using NSubstitute;
using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Sources;
using Reeve.Runtime.Pods;
using Reeve.Runtime.Pods.Resolving;
using Reeve.Runtime.Tests.Pods.Fakes;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Resolving;

/// <summary>What tests of resolving have in common: objects of a cluster in memory, and a pod to resolve.</summary>
public abstract class PodResolving
{
    private protected static readonly PodFacts Facts = new() { PodIPs = ["10.1.2.3", "fd00::1"], HostIPs = ["192.0.2.7"] };

    private protected FakeObjects Objects { get; } = new();

    private protected static InputReference Input(string name, bool credentials) => new() { ApiVersion = "v1", Kind = "Secret", Name = name, Credentials = credentials };

    private protected static Task<Resolution> ResolveInputsAsync(IObjectSource objects, ICredentialSource? credentials, params InputReference[] inputs) =>
        new PodResolver(objects, Some.Owner, credentials: credentials).ResolveAsync(Some.Pod("a", uid: "u"), null, inputs, CancellationToken.None);

    private protected static VolumeProjection Namespace { get; } = new()
    {
        DownwardAPI = new() { Items = [new() { Path = "namespace", FieldRef = new() { FieldPath = "metadata.namespace" } }] },
    };

    private protected static Service Service(string name, string ip, params ServicePort[] ports) => new()
    {
        Metadata = new() { Name = name, Namespace = "default" }, Spec = new() { ClusterIP = ip, Ports = ports },
    };

    private protected static List<string> Text(Resolution resolution) =>
        [.. resolution.Pod.Containers[0].Environment.Expand(Facts).Select(pair => $"{pair.Key}={pair.Value}")];

    private protected async Task<List<string>> EnvironmentAsync(Func<Container, Container> change) => Text(await ResolveAsync(change));

    private protected Task<Resolution> VolumesAsync(params Volume[] volumes) => ResolveAsync(container => container, spec => spec with { Volumes = volumes });

    private protected Task<Resolution> ResolveAsync(
        Func<Container, Container> container,
        Func<PodSpec, PodSpec>? spec = null,
        string? failsWith = null,
        bool keepsUnread = false,
        ServiceEndpoint? kubernetesApi = null,
        IServiceAccountTokens? tokens = null)
    {
        Objects.FailsWith = failsWith;
        var pod = Some.Pod("a", basic => (spec ?? (same => same))(basic with { Containers = [container(basic.Containers[0])] }), "u");
        pod = pod with { Metadata = pod.Metadata with { Labels = new Dictionary<string, string> { ["quote"] = "a\"b\n", ["app"] = "web" } } };
        var node = new NodeDescription { Capacity = new Dictionary<string, Quantity> { ["memory"] = Quantity.Parse("8Gi") } };
        return new PodResolver(Objects, Some.Owner, tokens, _ => kubernetesApi).ResolveAsync(pod, node, [], CancellationToken.None, keepsUnread);
    }

    private protected sealed class FailingTokens : IServiceAccountTokens
    {
        public ValueTask<ServiceAccountToken> GetAsync(Pod pod, ServiceAccountTokenProjection projection, CancellationToken cancellationToken) =>
            throw new ProviderException(ErrorReason.Transient, "Away.");

        public void Forget(string uid)
        {
        }
    }

    private protected sealed class FixedTokens : IServiceAccountTokens
    {
        public static DateTimeOffset RefreshAt { get; } = new(2026, 1, 1, 0, 48, 0, TimeSpan.Zero);

        public ValueTask<ServiceAccountToken> GetAsync(Pod pod, ServiceAccountTokenProjection projection, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new ServiceAccountToken { Token = "t", RefreshAt = RefreshAt });

        public void Forget(string uid)
        {
        }
    }
}
