using System.Runtime.Versioning;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>Signals by inotify: one instance and one thread for all spools.</summary>
[SupportedOSPlatform("linux")]
internal sealed class InotifySignals : ISpoolSignals
{
    private readonly Inotify _inotify = new();

    public IDisposable Watch(string path, Action changed) => _inotify.Watch(path, Inotify.Modified, changed);

    public void Dispose() => _inotify.Dispose();
}
