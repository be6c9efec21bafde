using System.Globalization;
using Reeve.Plugins.Systemd.Entry;
using Reeve.Plugins.Systemd.Mounts;
using Reeve.Plugins.Systemd.Units;
using Reeve.Systemd;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Namespaces;

/// <summary>
/// One process for all pods of a node, whose mounts keep namespaces alive that nobody may be in at present. Mounts of the machine
/// itself would do as well, but systemd would look at all of them for each new one, and each container would get a copy of them.
/// Thread-safe.
/// </summary>
internal sealed class NamespaceHolder(ISystemdManager manager, EntryProgram entry, Owner owner) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly string _unit = UnitNames.Namespaces(owner);
    private (int Pid, string Start)? _process;

    /// <summary>The process, started if it does not run.</summary>
    /// <exception cref="ProviderException">It cannot be started.</exception>
    public async ValueTask<int> EnsureAsync(CancellationToken cancellationToken)
    {
        if (Known() is { } known)
        {
            return known;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (Known() is { } started)
            {
                return started;
            }

            var pid = await FindAsync(cancellationToken) ?? await StartAsync(cancellationToken);
            _process = (pid, ProcessStart.Of(pid) ?? throw new ProviderException(ErrorReason.Transient, $"The unit {_unit} has just ended."));
            return pid;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Lets go of the process, which goes on.</summary>
    public void Dispose() => _gate.Dispose();

    /// <summary>What a path of the holder is for the others of the machine.</summary>
    public static string Outside(int pid, string path) => string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/root{path}");

    /// <summary>Whether a namespace is kept at a path.</summary>
    public static bool Has(int pid, string path) => NamespaceCalls.IsNamespace(Outside(pid, path));

    /// <summary>Lets the calling thread, which must be its own, see the holder's mounts and no others.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    public static void EnterMounts(int pid)
    {
        using var mounts = File.OpenHandle(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/ns/mnt"));
        NamespaceCalls.Check(NamespaceCalls.Unshare(NamespaceCalls.NewFileSystem), "unshare");
        NamespaceCalls.Check(NamespaceCalls.Enter(mounts, NamespaceCalls.NewMounts), "setns");
    }

    /// <summary>Keeps a namespace at the path of a file, by the holder's mounts, which the calling thread has to be in.</summary>
    public static void Keep(string space, string path) => NamespaceCalls.Check(MountCalls.Mount(space, path, null, MountCalls.Bind, null), "mount");

    private int? Known() => _process is { } process && ProcessStart.Of(process.Pid) == process.Start ? process.Pid : null;

    private async Task<int> StartAsync(CancellationToken cancellationToken)
    {
        string? result = null;
        try
        {
            result = await manager.StartTransientUnitAsync(
                _unit,
                [
                    UnitProperty.Of("Description", $"Namespaces of the pods of node {owner.Node}"),
                    UnitProperty.Of("Slice", UnitNames.Parent),
                    UnitProperty.Of("Type", "notify"),
                    UnitProperty.Of("NotifyAccess", "all"),
                    UnitProperty.Of("CollectMode", "inactive-or-failed"),
                    UnitProperty.Command("ExecStart", entry.Path, [entry.Path, "run", "pause", "--"]),
                ],
                cancellationToken);
        }
        catch (ProviderException exception) when (exception.Reason == ErrorReason.Conflict)
        {
            // Started by a call whose answer was lost.
        }

        return await FindAsync(cancellationToken) ?? throw new ProviderException(ErrorReason.Transient, $"systemd's job to start {_unit} ended with {result ?? "nothing"}.");
    }

    private async Task<int?> FindAsync(CancellationToken cancellationToken)
    {
        var properties = await manager.GetUnitAsync(_unit, UnitState.Wanted, cancellationToken);
        var state = properties is null ? null : new UnitState { Properties = properties };
        return state is { HasEnded: false, MainPid: > 0 and var pid } ? pid : null;
    }
}
