using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Sources;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Resolving;

/// <summary>Answers every question about a pod that can be answered before the backend accepts it. Thread-safe.</summary>
/// <param name="objects">What pods refer to.</param>
/// <param name="owner">Whose pods they are.</param>
/// <param name="tokens">Gives tokens of service accounts; null where there is no cluster.</param>
/// <param name="kubernetesApi">What a pod is told as the API server's address; null for the address of the service.</param>
/// <param name="credentials">Gives the credentials of the provider's backend; null where they are objects like all others.</param>
internal sealed class PodResolver(
    IObjectSource objects,
    Owner owner,
    IServiceAccountTokens? tokens = null,
    Func<PodSpec, ServiceEndpoint?>? kubernetesApi = null,
    ICredentialSource? credentials = null)
{
    public IObjectSource Objects => objects;

    public Owner Owner => owner;

    public IServiceAccountTokens? Tokens => tokens;

    public ICredentialSource? Credentials => credentials;

    public ServiceEndpoint? KubernetesApiOf(PodSpec spec) => kubernetesApi?.Invoke(spec);

    /// <summary>Reads what a provider asked for.</summary>
    /// <param name="reference">What.</param>
    /// <param name="defaultNamespace">The namespace where the reference has none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Empty where an optional object does not exist.</returns>
    /// <exception cref="ProviderException">It cannot be read, or not now.</exception>
    public async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadInputAsync(InputReference reference, string defaultNamespace, CancellationToken cancellationToken)
    {
        var key = KeyOf(reference, defaultNamespace);
        try
        {
            return reference.Credentials && credentials is not null
                ? [await credentials.GetJsonAsync(key, cancellationToken)]
                : await objects.GetJsonAsync(key, cancellationToken);
        }
        catch (ProviderException e) when (e.Reason == ErrorReason.NotFound && reference.Optional)
        {
            return []; // the cluster does not know the kind, or has no such credentials
        }
    }

    /// <summary>The object that a reference names.</summary>
    public static ObjectKey KeyOf(InputReference reference, string defaultNamespace) => new()
    {
        ApiVersion = reference.ApiVersion,
        Kind = reference.Kind,
        Namespace = reference.Namespace ?? defaultNamespace,
        Name = reference.Name ?? "",
    };

    /// <summary>Resolves a pod. What is missing, or cannot be read now, is said in the result.</summary>
    /// <param name="pod">The pod with defaults and UID.</param>
    /// <param name="node">What the backend offers, if known.</param>
    /// <param name="inputs">Further objects that the provider needs.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <param name="keepsUnread">
    /// The pod may run already: volumes of files that the source of objects cannot give now stay as an earlier start made them.
    /// </param>
    public async Task<Resolution> ResolveAsync(
        Pod pod, NodeDescription? node, IReadOnlyList<InputReference> inputs, CancellationToken cancellationToken, bool keepsUnread = false)
    {
        var scope = new ResolutionScope(this, pod, node);
        var problems = new List<string>();
        var volumes = await VolumesAsync(scope, problems, keepsUnread, cancellationToken);
        var resolvedInputs = await InputsAsync(scope, inputs, problems, cancellationToken);
        var resolved = new ResolvedPod
        {
            Id = new() { Owner = owner, Uid = pod.Metadata.Uid! },
            Pod = pod,
            Containers = await ContainersAsync(scope, cancellationToken),
            Volumes = volumes,
            PullSecrets = await PullSecrets.GetAsync(scope, cancellationToken),
            Inputs = resolvedInputs,
            GracePeriod = TimeSpan.FromSeconds(pod.Spec.TerminationGracePeriodSeconds ?? 30),
        };
        return new()
        {
            Pod = resolved,
            VolumeProblems = problems,
            References = scope.References,
            Notes = scope.Notes,
            IsUnread = scope.IsUnread,
            RefreshAt = scope.RefreshAt,
        };
    }

    private static async Task<List<VolumePlan>> VolumesAsync(
        ResolutionScope scope, List<string> problems, bool keepsUnread, CancellationToken cancellationToken)
    {
        var resolver = new VolumeResolver(scope);
        var volumes = new List<VolumePlan>(scope.Pod.Spec.Volumes.Count);
        foreach (var volume in scope.Pod.Spec.Volumes)
        {
            try
            {
                volumes.Add(await resolver.ResolveAsync(volume, cancellationToken));
            }
            catch (ResolutionException e)
            {
                if (keepsUnread && e.IsUnread && await resolver.KeptAsync(volume, cancellationToken) is { } kept)
                {
                    volumes.Add(kept);
                }
                else
                {
                    problems.Add($"MountVolume.SetUp failed for volume \"{volume.Name}\" : {e.Message}");
                }
            }
        }

        return volumes;
    }

    private static async Task<List<ResolvedInput>> InputsAsync(
        ResolutionScope scope, IReadOnlyList<InputReference> inputs, List<string> problems, CancellationToken cancellationToken)
    {
        var resolved = new List<ResolvedInput>(inputs.Count);
        foreach (var input in inputs)
        {
            IReadOnlyList<ReadOnlyMemory<byte>> found = [];
            try
            {
                found = await scope.GetInputAsync(input, cancellationToken);
            }
            catch (ResolutionException e)
            {
                problems.Add($"{input.Kind} \"{input.Name}\": {e.Message}");
                continue;
            }

            if (found.Count == 0 && !input.Optional)
            {
                problems.Add($"{input.Kind} \"{input.Name}\" not found");
            }

            resolved.Add(new() { Reference = input, Objects = found });
        }

        return resolved;
    }

    private static async Task<List<ResolvedContainer>> ContainersAsync(ResolutionScope scope, CancellationToken cancellationToken)
    {
        IReadOnlyList<EnvironmentEntry> services = [];
        string? problem = null;
        try
        {
            services = await ServiceVariables.GetAsync(scope, cancellationToken);
        }
        catch (ResolutionException e)
        {
            problem = $"the services cannot be read: {e.Message}";
        }

        var environment = new EnvironmentResolver(scope);
        var spec = scope.Pod.Spec;
        var containers = new List<ResolvedContainer>();
        foreach (var (container, kind) in spec.InitContainers.Select(container => (container, InitKind(container)))
            .Concat(spec.Containers.Select(container => (container, ContainerKind.Regular)))
            .Concat(spec.EphemeralContainers.Select(container => (AsContainer(container), ContainerKind.Ephemeral))))
        {
            var resolved = new ResolvedContainer
            {
                Spec = container,
                Kind = kind,
                SecurityContext = SecurityContexts.Merge(spec.SecurityContext, container.SecurityContext),
            };
            try
            {
                _ = problem is null ? 0 : throw new ResolutionException(problem);
                resolved = resolved with { Environment = await environment.ResolveAsync(container, services, cancellationToken) };
            }
            catch (ResolutionException e)
            {
                resolved = resolved with { Problem = e.Message };
            }

            containers.Add(resolved);
        }

        return containers;
    }

    private static ContainerKind InitKind(Container container) =>
        container.RestartPolicy == RestartPolicies.Always ? ContainerKind.Sidecar : ContainerKind.Init;

    private static Container AsContainer(EphemeralContainer container) => new()
    {
        Name = container.Name,
        Image = container.Image,
        Command = container.Command,
        Args = container.Args,
        WorkingDir = container.WorkingDir,
        EnvFrom = container.EnvFrom,
        Env = container.Env,
        Resources = container.Resources,
        VolumeMounts = container.VolumeMounts,
        VolumeDevices = container.VolumeDevices,
        TerminationMessagePath = container.TerminationMessagePath,
        TerminationMessagePolicy = container.TerminationMessagePolicy,
        ImagePullPolicy = container.ImagePullPolicy,
        SecurityContext = container.SecurityContext,
        Stdin = container.Stdin,
        StdinOnce = container.StdinOnce,
        Tty = container.Tty,
    };
}
