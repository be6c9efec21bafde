using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;

/// <summary>Finds and reads connections. What they refer to is read now; what may rotate is read again in use.</summary>
/// <param name="timeProvider">The clock; null for the machine's.</param>
/// <param name="loggerFactory">Makes logs; null for none.</param>
public sealed class KubeconfigLoader(TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null)
{
    private readonly ConnectionReader _reader = new(timeProvider ?? TimeProvider.System, loggerFactory ?? NullLoggerFactory.Instance);

    /// <summary>
    /// The connection by the first that is there of: the file asked for; the files of <c>KUBECONFIG</c>, merged; <c>~/.kube/config</c>; the
    /// service account of the pod that this process is in.
    /// </summary>
    /// <exception cref="KubernetesConfigurationException">There is none, or it is wrong.</exception>
    public KubernetesConnection Load(KubeconfigOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Path is { Length: > 0 } path)
        {
            return Load([path], options.Context);
        }

        var listed = (options.Environment("KUBECONFIG") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (listed.Length > 0)
        {
            var there = listed.Where(File.Exists).ToList();
            return there.Count > 0 ? Load(there, options.Context)
                : throw new KubernetesConfigurationException($"KUBECONFIG names {string.Join(", ", listed)}, and no such file is there.");
        }

        var own = options.HomeDirectory is { } home ? Path.Combine(home, ".kube", "config") : null;
        if (own is not null && File.Exists(own))
        {
            return Load([own], options.Context);
        }

        return _reader.InCluster(options) ?? throw new KubernetesConfigurationException(
            $"There is no kubeconfig: none is asked for, KUBECONFIG is not set, {own ?? "the home directory"} is not there, and this is not a pod (KUBERNETES_SERVICE_HOST is not set).");
    }

    /// <summary>The connection of a context of files, merged: of what is in more than one, the first counts.</summary>
    /// <param name="paths">The files, each of which must be there.</param>
    /// <param name="context">The context; null for the current one.</param>
    /// <exception cref="KubernetesConfigurationException">A file cannot be read, or what it says is wrong.</exception>
    public KubernetesConnection Load(IReadOnlyList<string> paths, string? context = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var description = string.Join(", ", paths);
        return Choose([.. paths.Select(KubeconfigFile.Read)], description, context);
    }

    /// <summary>The connection of the current context of a text.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="source">What it is called in messages.</param>
    /// <exception cref="KubernetesConfigurationException">What it says is wrong.</exception>
    public KubernetesConnection LoadText(string text, string source) => Choose([KubeconfigFile.Of(source, text)], source, context: null);

    private KubernetesConnection Choose(IReadOnlyList<KubeconfigFile> files, string description, string? context)
    {
        var (name, chosen, cluster, user) = new KubeconfigSet(files, description).Choose(context);
        return _reader.Read(chosen, cluster, user, $"{description}, context {name}");
    }
}
