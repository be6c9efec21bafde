using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Clusters;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Apis;
using Reeve.Runtime.Clusters.Flavors;
using Reeve.Runtime.Clusters.Freezing;
using Reeve.Runtime.Clusters.Handover;
using Reeve.Runtime.Clusters.Planning;
using Reeve.Runtime.Clusters.Provisioners;
using Reeve.Runtime.Clusters.State;
using Reeve.Runtime.Clusters.Tenants;
using Reeve.Runtime.Clusters.Watching;
using Reeve.Runtime.Clusters.Workloads;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Audit;
using Reeve.Runtime.Operations.Journal;
using Reeve.Runtime.Operations.Secrets;
using Reeve.Runtime.Operations.Steps;
using Reeve.Runtime.Tests.Operations;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Clusters.Scripted;

/// <summary>A cluster manager over a directory, with one scripted type of clusters; it can be ended, as by a crash, and begun anew.</summary>
internal sealed class ClusterFixture : IClusterTypes, IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly TimeProvider _time;
    private OperationFollower? _follower;
    private string? _reason;
    private WriteFreeze? _freeze;
    private ClusterTable? _table;

    public ClusterFixture(TimeProvider? time = null, World? world = null, string node = "n")
    {
        (_time, World) = (time ?? new QuickDelays(), world ?? new World());
        Provisioner = new ScriptedProvisioner(World);
        Api = new ScriptedApi(World);
        Audit = new AuditLog(_directory["audit"]);
        Secrets = new SecretStore(_directory["secrets"]);
        Options = new ClusterOptions
        {
            Directory = _directory["state"],
            Owner = new Owner { Cluster = "c", Node = node },
            DefaultType = "scripted",
            ObserveInterval = TimeSpan.FromMinutes(2), // looks are asked for, but for those of tests that move the clock
            BusyInterval = TimeSpan.FromMinutes(2),
        };
    }

    public event Action<string>? Added;

    public World World { get; }

    public ScriptedProvisioner Provisioner { get; }

    public ScriptedApi Api { get; }

    public AuditLog Audit { get; }

    public SecretStore Secrets { get; }

    public ClusterOptions Options { get; set; }

    public OperationEngine Engine { get; private set; } = null!;

    public ClusterManager Manager { get; private set; } = null!;

    public ClusterFlavors Flavors { get; private set; } = null!;

    public IReadOnlyList<string> Names => IsLoaded ? ["scripted"] : [];

    public bool IsLoaded { get; private set; } = true;

    public string Directory => _directory.Path;

    /// <summary>A whole cluster.</summary>
    public static ClusterDesired Whole { get; } = new()
    {
        Version = "1.26.5",
        PodSubnets = ["10.244.0.0/16"],
        ServiceSubnets = ["10.96.0.0/12"],
        Cni = new ClusterAddon { Name = "flannel", Version = "v0.22.0" },
    };

    public static async Task<ClusterFixture> StartedAsync(TimeProvider? time = null, Func<ClusterOptions, ClusterOptions>? options = null)
    {
        var fixture = new ClusterFixture(time);
        fixture.Options = options?.Invoke(fixture.Options) ?? fixture.Options;
        await fixture.StartAsync();
        return fixture;
    }

    public static async Task<ClusterFixture> InstalledAsync(TimeProvider? time = null, Func<ClusterOptions, ClusterOptions>? options = null)
    {
        var fixture = await StartedAsync(time, options);
        await fixture.EndAsync(await fixture.Manager.CreateAsync("default", Whole, "test", CancellationToken.None));
        return fixture;
    }

    public IClusterProvisioner? Find(string type) => IsLoaded && type == "scripted" ? Provisioner : null;

    public Task<IClusterProvisioner?> OpenAsync(string type, CancellationToken cancellationToken) => Task.FromResult(Find(type));

    public string? WhyNot(string type) => type == "scripted" ? _reason : null;

    /// <summary>Takes the type away.</summary>
    /// <param name="reason">Why it could not start; null for one that no plugin has.</param>
    public void Unload(string? reason = null) => (IsLoaded, _reason) = (false, reason);

    public void Load()
    {
        IsLoaded = true;
        Added?.Invoke("scripted");
    }

    public ClusterView View() => Manager.Find("default")!;

    /// <summary>Whether the end of an operation is taken over: one that is quick has ended before the manager says that it has begun.</summary>
    public bool HasSettled(Operation operation) =>
        operation.HasEnded && string.CompareOrdinal(operation.Id, _table!.Find(operation.Cluster.ToString())?.Document.Settled) <= 0;

    /// <summary>Waits until the end of an operation is taken over.</summary>
    public async Task<ClusterView> EndAsync(ClusterAccepted accepted)
    {
        var name = accepted.Cluster.Key;
        await Eventually.TrueAsync(() => Manager.Find(name)!.OperationId is null, $"operation {accepted.Operation?.Id} has ended");
        return Manager.Find(name)!;
    }

    /// <summary>Waits until the view is as wanted.</summary>
    public Task SeenAsync(Func<ClusterView, bool> wanted, string what) => Eventually.TrueAsync(() => wanted(View()), what);

    public async Task StartAsync(int dieAt = World.Never)
    {
        World.DieAt(dieAt);
        var store = new ClusterStore(Path.Combine(Options.Directory, "clusters"), World.Pass);
        var map = new ClusterTypeMap();
        var services = new StepServices { Commands = new LocalCommandRunner(), Secrets = Secrets, ClusterApis = Api, Time = _time };
        var eyes = new ClusterEyes(this, map, () => services);
        var stopped = new StoppedWorkloadsStore(Path.Combine(Options.Directory, "workloads"), World.Pass);
        var workloads = new WorkloadSwitch(Options, stopped, _time);
        _freeze = new WriteFreeze(Options, Api, _time, NullLoggerFactory.Instance);
        IAgentStep[] steps =
            [new StopWorkloadsStep(workloads, _time), new StartWorkloadsStep(workloads, _time), new FreezeWritesStep(_freeze, _time), new ThawWritesStep(_freeze, _time)];
        var table = _table = new ClusterTable(Options, store, map, _time);
        Engine = new OperationEngine(
            new OperationOptions { Directory = Options.Directory, UndoTries = 3 }, new ManagedProvisioners(this, steps), services, Audit,
            NullLogger<OperationEngine>.Instance, Moment);
        _follower = new OperationFollower(table, Engine, eyes, map, Secrets, stopped, _time, NullLogger<OperationFollower>.Instance);
        var watch = new WatchServices
        {
            Options = Options, Types = this, Map = map, Eyes = eyes, Apis = Api, Workloads = workloads, Freeze = _freeze, Operations = Engine, Time = _time,
        };
        var watchers = new ClusterWatchers(table, watch, NullLogger<ClusterWatch>.Instance);
        Flavors = new ClusterFlavors(new FlavorStore(Path.Combine(Options.Directory, "flavors"), World.Pass), table, _time);
        Manager = new ClusterManager(
            table, this, eyes, new ClusterPlanner(Options, this, eyes, Engine, Secrets, map, Flavors), new HandoverPlanner(this, eyes, Secrets, map), Engine, Secrets, new TenantQuotas(Options, table), _follower, watchers,
            _time, NullLogger<ClusterManager>.Instance);
        await table.StartAsync(CancellationToken.None);
        await Flavors.StartAsync(CancellationToken.None);
        await Engine.StartAsync(CancellationToken.None);
        await Manager.StartAsync(CancellationToken.None);
    }

    /// <summary>Ends the process and starts another one over the same disk.</summary>
    /// <param name="isKilled">Whether it is killed: nothing is tidied up.</param>
    public async Task RestartAsync(bool isKilled = false)
    {
        await StopAsync(isKilled);
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(isKilled: true);
        Audit.Dispose();
        _directory.Dispose();
    }

    private async Task StopAsync(bool isKilled)
    {
        if (Manager is null)
        {
            return;
        }

        await Manager.StopAsync(CancellationToken.None);
        await Engine.DisposeAsync();
        if (!isKilled)
        {
            await _freeze!.StopAsync(CancellationToken.None);
        }

        await _freeze!.DisposeAsync();
    }

    private void Moment(JournalMoment moment)
    {
        var wasDead = World.IsDead;
        try
        {
            World.Pass();
        }
        catch (IOException) when (moment is JournalMoment.Written && !wasDead)
        {
            OperationFixture.Tear(Path.Combine(Options.Directory, "operations"));
            throw;
        }
    }
}
