using Reeve.Plugins.Nginx.Certificates;
using Reeve.Plugins.Nginx.Checks;
using Reeve.Plugins.Nginx.Configuration;
using Reeve.Plugins.Nginx.Observation;
using Reeve.Plugins.Nginx.Processes;
using Reeve.Plugins.Nginx.Upstreams;
using Reeve.Proxies;

namespace Reeve.Plugins.Nginx;

/// <summary>An instance: has an nginx of its own serve snapshots. nginx goes on when the instance ends, and is found by the next one.</summary>
internal sealed partial class NginxProvider : IProxyProvider
{
    private readonly ProviderContext _context;
    private readonly SemaphoreSlim _turn = new(1);
    private NginxParts? _parts;
    private Watchman? _watchman;
    private volatile ServedSnapshot? _served;

    public NginxProvider(ProviderContext context) => _context = context;

    public ProxyCapabilities Capabilities => _parts is { Program.HasStream: false } ? NginxFeatures.HttpAlone : NginxFeatures.All;

    private NginxParts Parts => _parts ?? throw new ProviderException(ErrorReason.Transient, $"The proxy {_context.Name} is not started.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _parts = await NginxParts.CreateAsync(_context, cancellationToken);
        _watchman ??= new Watchman(_context, LookAfterAsync);
    }

    public async Task ApplyAsync(ProxySnapshot snapshot, CancellationToken cancellationToken)
    {
        var parts = Parts;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            SnapshotCheck.Run(snapshot, Capabilities);
            var names = await ResolvedNames.LookUpAsync(snapshot, _served?.Names, _context.TimeProvider, cancellationToken);
            await ServeAsync(parts, snapshot, names, cancellationToken);
            Applied(_context.Name, snapshot.Revision, snapshot.Listeners.Count, snapshot.Routes.Count);
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task<ProxyObservation> ObserveAsync(CancellationToken cancellationToken)
    {
        var served = _served;
        var fault = _watchman?.Fault;
        var listeners = served?.Snapshot.Listeners ?? [];
        return Task.FromResult(new ProxyObservation
        {
            Revision = served?.Snapshot.Revision ?? 0,
            Connections = ConnectionTable.Count(listeners),
            Unhealthy = served?.Names.Missing(served.Snapshot) ?? new Dictionary<string, string>(),
            Faults = fault is null ? new Dictionary<string, string>() : listeners.ToDictionary(listener => listener.Name, _ => fault),
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_watchman is { } watchman)
        {
            _watchman = null;
            await watchman.DisposeAsync();
        }

        _turn.Dispose();
    }

    private async Task ServeAsync(NginxParts parts, ProxySnapshot snapshot, ResolvedNames names, CancellationToken cancellationToken)
    {
        using var alone = await InstanceLock.TakeAsync(parts.Files, _context.TimeProvider, cancellationToken);
        string[] endpoints = [.. snapshot.Listeners.SelectMany(PortProbe.Endpoints)];
        var master = parts.Master.Find();
        if (endpoints.Length > 0)
        {
            await ServeAsync(parts, snapshot, names, endpoints, master, cancellationToken);
        }
        else if (master is not null)
        {
            await parts.Master.StopAsync(master, parts.Options.DrainTime, cancellationToken);
        }

        _served = new ServedSnapshot(snapshot, names, endpoints.Length > 0);
    }

    // 1. written and tried out   2. put in place   3. nginx starts or reloads; if it does not, the former configuration is put back
    private static async Task ServeAsync(
        NginxParts parts, ProxySnapshot snapshot, ResolvedNames names, string[] endpoints, MasterRecord? master, CancellationToken cancellationToken)
    {
        var files = parts.Files;
        var certificates = CertificateFiles.Of(snapshot.Certificates);
        var text = parts.Writer.Write(snapshot, certificates, names, parts.Program);
        var former = PrivateFiles.Read(files.Configuration);
        if (master is not null && former == text)
        {
            return;
        }

        certificates.Write(files.Root); // 1
        PrivateFiles.Replace(files.Candidate, text);
        try
        {
            await TryOutAsync(parts, snapshot, master, cancellationToken);
        }
        catch
        {
            File.Delete(files.Candidate);
            throw;
        }

        File.Move(files.Candidate, files.Configuration, overwrite: true); // 2
        try
        {
            await (master is null ? parts.Master.StartAsync(endpoints, cancellationToken) : parts.Master.ReloadAsync(master, endpoints, cancellationToken)); // 3
        }
        catch
        {
            if (former is null)
            {
                File.Delete(files.Configuration);
            }
            else
            {
                PrivateFiles.Replace(files.Configuration, former);
            }

            if (master is not null)
            {
                NginxMaster.Reassert(master);
            }

            throw;
        }

        certificates.Clean(files.Root);
    }

    private static async Task TryOutAsync(NginxParts parts, ProxySnapshot snapshot, MasterRecord? master, CancellationToken cancellationToken)
    {
        if (await parts.Program.TestAsync(parts.Files, parts.Files.Candidate, cancellationToken) is { } wrong)
        {
            throw NginxMaster.Refusal("nginx refuses the configuration", wrong);
        }

        // What nginx holds itself is not asked for; where that is not known, nginx will say.
        if ((master is not null ? master.Endpoints : parts.Master.HasOrphans ? null : []) is { } held)
        {
            PortProbe.Check(snapshot.Listeners, held);
        }
    }

    // Called about once a second.
    private async Task LookAfterAsync(Watch watch, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_parts is not { } parts || _served is not { ShouldRun: true } served)
            {
                watch.Fine();
                return;
            }

            if (parts.Master.Find() is { } master)
            {
                watch.Fine();
                parts.Master.RotateLogs(master);
            }
            else if (watch.IsMissing(parts.Master.LastWords()))
            {
                await ServeAsync(parts, served.Snapshot, served.Names, cancellationToken);
                watch.Restarted();
            }

            if (watch.IsTimeFor(parts.Options.ResolveTime))
            {
                var names = await ResolvedNames.LookUpAsync(served.Snapshot, served.Names, _context.TimeProvider, cancellationToken);
                await ServeAsync(parts, served.Snapshot, names, cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }
}
