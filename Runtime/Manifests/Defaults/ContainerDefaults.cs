using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Defaults;

/// <summary>Defaults of a container of any sort.</summary>
internal static class ContainerDefaults
{
    private const string MessagePath = "/dev/termination-log";
    private const string FieldVersion = "v1";

    public static T Apply<T>(T container, bool hostNetwork)
        where T : ContainerCommon => container with
        {
            ImagePullPolicy = container.ImagePullPolicy.Or(ImageDefaults.PullPolicy(container.Image)),
            TerminationMessagePath = container.TerminationMessagePath.Or(MessagePath),
            TerminationMessagePolicy = container.TerminationMessagePolicy.Or(TerminationMessagePolicies.File),
            Ports = [.. container.Ports.Select(p => Apply(p, hostNetwork))],
            Env = [.. container.Env.Select(Apply)],
            Resources = ResourceDefaults.Apply(container.Resources),
            LivenessProbe = ProbeDefaults.Apply(container.LivenessProbe),
            ReadinessProbe = ProbeDefaults.Apply(container.ReadinessProbe),
            StartupProbe = ProbeDefaults.Apply(container.StartupProbe),
            Lifecycle = Apply(container.Lifecycle),
        };

    /// <summary>A reference to a field of the pod; it names the version of the object model.</summary>
    public static ObjectFieldSelector? Apply(ObjectFieldSelector? selector) =>
        selector is null ? null : selector with { ApiVersion = selector.ApiVersion.Or(FieldVersion) };

    /// <summary>On the host's network a container's port is a port of the host.</summary>
    private static ContainerPort Apply(ContainerPort port, bool hostNetwork) => port with
    {
        Protocol = port.Protocol.Or(Protocols.Tcp),
        HostPort = hostNetwork ? port.HostPort.Or(port.Port) : port.HostPort,
    };

    private static EnvVar Apply(EnvVar variable) => variable.ValueFrom?.FieldRef is { } selector
        ? variable with { ValueFrom = variable.ValueFrom with { FieldRef = Apply(selector) } }
        : variable;

    private static Lifecycle? Apply(Lifecycle? lifecycle) =>
        lifecycle is null ? null : lifecycle with { PostStart = Apply(lifecycle.PostStart), PreStop = Apply(lifecycle.PreStop) };

    private static LifecycleHandler? Apply(LifecycleHandler? handler) =>
        handler is null ? null : handler with { HttpGet = ProbeDefaults.Apply(handler.HttpGet) };
}
