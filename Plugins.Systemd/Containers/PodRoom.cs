using Reeve.Containers;
using Reeve.Plugins.Systemd.Entry;
using Reeve.Plugins.Systemd.Files;
using Reeve.Plugins.Systemd.Identity;
using Reeve.Plugins.Systemd.Mounts;
using Reeve.Plugins.Systemd.Namespaces;
using Reeve.Plugins.Systemd.Units;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Containers;

/// <summary>What the containers of a system manager are put into before they start: namespaces, files of their pod, an identity.</summary>
internal sealed class PodRoom(EntryProgram entry, PodNamespaces namespaces, PodFiles files, IdentityResolver identities, RuntimeClasses classes)
{
    public EntryProgram Entry => entry;

    public PodNamespaces Namespaces => namespaces;

    public PodFiles Files => files;

    public RuntimeClasses Classes => classes;

    /// <inheritdoc cref="IdentityResolver.Resolve"/>
    public ContainerIdentity IdentityOf(ContainerLaunch launch) => identities.Resolve(launch);

    /// <summary>Options of the entry program: namespaces, how mounts reach through volumes, and which of the kernel's files are hidden.</summary>
    public async Task<IReadOnlyList<string>> NamespaceOptionsAsync(ContainerLaunch launch, CancellationToken cancellationToken)
    {
        var context = launch.Container.SecurityContext;
        var masked = context.Privileged != true && context.ProcMount is null or "" or "Default";
        return [.. await namespaces.OptionsAsync(launch, cancellationToken), .. Propagation.OptionsOf(launch, MountTable.OfTheManager), .. masked ? ["mask"] : Array.Empty<string>()];
    }

    /// <summary>Frees what a pod held besides its units.</summary>
    public void Clean(PodId pod)
    {
        namespaces.Delete(pod);
        files.Delete(pod);
    }
}
