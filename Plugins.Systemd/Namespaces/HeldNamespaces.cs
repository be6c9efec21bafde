using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Units;
using Reeve.Systemd;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Namespaces;

/// <summary>
/// Host name and IPC of each pod: made before its first container, and there until the pod is removed, whether or not anything runs
/// in it. They outlive the agent. Thread-safe.
/// </summary>
/// <param name="directory">An absolute directory in memory: a directory for each pod, and in it a file for each namespace.</param>
internal sealed class HeldNamespaces(NamespaceHolder holder, ISystemdManager manager, string directory)
{
    public const string HostNameKind = "uts";
    public const string IpcKind = "ipc";

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _holders = new(StringComparer.Ordinal);

    /// <summary>Deletes what is left of pods that have gone.</summary>
    public async Task AdoptAsync(CancellationToken cancellationToken)
    {
        foreach (var path in Directory.Exists(directory) ? Directory.GetDirectories(directory) : [])
        {
            var token = Path.GetFileName(path);
            if ((await manager.ListUnitsAsync(UnitNames.Slice(token), cancellationToken)).Count == 0)
            {
                Delete(token);
            }
        }
    }

    /// <summary>Makes the namespaces of a pod, or finds them made.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="kinds"><see cref="HostNameKind"/>, <see cref="IpcKind"/>.</param>
    /// <param name="name">The host name.</param>
    /// <param name="running">A process of the pod, whose namespaces are taken where the holder has lost them; null if nothing runs.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Options of the entry program.</returns>
    /// <exception cref="ProviderException">They cannot be made.</exception>
    public async ValueTask<IReadOnlyList<string>> EnsureAsync(
        PodId pod, IReadOnlyList<string> kinds, string name, Func<int?> running, CancellationToken cancellationToken)
    {
        if (kinds.Count == 0)
        {
            return [];
        }

        var process = await holder.EnsureAsync(cancellationToken);
        if (_holders.GetValueOrDefault(pod.Token) != process)
        {
            var gate = _gates.GetOrAdd(pod.Token, static _ => new SemaphoreSlim(1));
            await gate.WaitAsync(cancellationToken);
            try
            {
                await MakeAsync(pod.Token, process, kinds, name, running());
                _holders[pod.Token] = process;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new ProviderException(ErrorReason.Transient, $"The pod's namespaces cannot be made: {exception.Message}", exception);
            }
            finally
            {
                gate.Release();
            }
        }

        return [.. kinds.Select(kind => $"{kind}={NamespaceHolder.Outside(process, PathOf(pod.Token, kind))}")];
    }

    /// <summary>Lets go of a pod's namespaces.</summary>
    public void Delete(PodId pod) => Delete(pod.Token);

    private string PathOf(string token, string kind) => Path.Combine(directory, token, kind);

    // What is deleted here is unmounted there, where it is a mount point.
    private void Delete(string token)
    {
        var path = Path.Combine(directory, token);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        _holders.TryRemove(token, out _);
        _gates.TryRemove(token, out _);
    }

    private async Task MakeAsync(string token, int process, IReadOnlyList<string> kinds, string name, int? running)
    {
        var missing = kinds.Where(kind => !NamespaceHolder.Has(process, PathOf(token, kind))).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        Directory.CreateDirectory(Path.Combine(directory, token));
        missing.ForEach(kind => File.WriteAllBytes(PathOf(token, kind), []));
        await OwnThread.RunAsync(
            () =>
            {
                if (running is null)
                {
                    NamespaceCalls.Check(NamespaceCalls.Unshare(missing.Sum(static kind => kind == IpcKind ? NamespaceCalls.NewIpc : NamespaceCalls.NewHostName)), "unshare");
                    if (missing.Contains(HostNameKind))
                    {
                        NamespaceCalls.Check(NamespaceCalls.SetHostName(name, (nuint)Encoding.UTF8.GetByteCount(name)), "sethostname");
                    }
                }

                NamespaceHolder.EnterMounts(process);
                foreach (var kind in missing)
                {
                    NamespaceHolder.Keep(
                        running is { } pid ? string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/ns/{kind}") : $"/proc/thread-self/ns/{kind}", PathOf(token, kind));
                }

                return true;
            },
            "pod namespaces");
    }
}
