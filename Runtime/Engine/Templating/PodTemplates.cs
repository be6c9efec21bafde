using Reeve.Containers;
using Reeve.Runtime.Images;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Templating;

/// <summary>Templates of pods as the engine needs them: before a container starts, and when a ConfigMap has changed. Thread-safe for different pods.</summary>
internal sealed class PodTemplates(IImages images, TimeProvider time)
{
    private readonly ContainerTemplates _templates = new();

    /// <summary>A container as it is to be run.</summary>
    /// <exception cref="ProviderException">A template cannot be rendered.</exception>
    public ResolvedContainer Render(ResolvedContainer container, ResolvedImage image) => _templates.Render(container, image);

    /// <summary>Writes what the container mounts of rendered volumes, and lets it see them.</summary>
    /// <exception cref="ProviderException">A template cannot be rendered, or a file not be written.</exception>
    public IReadOnlyList<ContainerMount> Apply(ResolvedPod pod, ResolvedContainer rendered, ResolvedImage image, IReadOnlyList<ContainerMount> mounts)
    {
        if (image.ConfigDirectory is null || mounts.Count == 0 || !OperatingSystem.IsLinux())
        {
            return mounts;
        }

        new ConfigDirectories(_templates, time).Write(pod, rendered, image);
        return ConfigDirectories.Place(pod, rendered, image, mounts);
    }

    /// <summary>Brings what containers of a pod were given to the pod's present plan.</summary>
    /// <exception cref="ProviderException">A template cannot be rendered, or a file not be written.</exception>
    public void Refresh(ResolvedPod pod)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        foreach (var container in pod.Containers)
        {
            var id = new ContainerId { Pod = pod.Id, Name = container.Name, Attempt = 0 };
            if (images.Recall(id) is { ConfigDirectory: not null } image)
            {
                new ConfigDirectories(_templates, time).Write(pod, _templates.Render(container, image), image);
            }
        }
    }
}
