using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Clusters;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Audit;
using Reeve.Runtime.Operations.Journal;
using Reeve.Runtime.Operations.Secrets;
using Reeve.Runtime.Operations.Steps;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Operations;

/// <summary>An engine over a directory and a <see cref="World"/>; it can be ended, as by a crash, and begun anew.</summary>
internal sealed class OperationFixture : IProvisionerSource, IClusterApiSource, IAsyncDisposable
{
    private readonly TempDirectory _directory = new();

    public OperationFixture()
    {
        Provisioner = new WorldProvisioner(World);
        Audit = new AuditLog(_directory["audit"]);
        Secrets = new SecretStore(_directory["secrets"]);
        Engine = NewEngine();
    }

    public static ClusterId Cluster { get; } = new() { Owner = new Owner { Cluster = "c", Node = "n" }, Name = "one" };

    public World World { get; } = new();

    public WorldProvisioner Provisioner { get; }

    public AuditLog Audit { get; }

    public SecretStore Secrets { get; }

    public OperationEngine Engine { get; private set; }

    public string Directory => _directory.Path;

    public bool IsLoaded { get; set; } = true;

    public static OperationRequest Request(params ClusterStep[] steps) => new()
    {
        Cluster = Cluster,
        Intent = ClusterIntent.Create,
        Provisioner = "world",
        Plan = new ClusterPlan { Steps = steps },
        RequestedBy = "test",
    };

    public IClusterProvisioner? Find(string name) => IsLoaded ? Provisioner : null;

    public IClusterApi Get(ClusterId cluster) => throw new ProviderException(ErrorReason.Unsupported, "These tests have no clusters.");

    /// <summary>Begins an operation and waits until it has ended or is stuck.</summary>
    public async Task<Operation> RunAsync(OperationRequest request) => await EndAsync((await Engine.StartAsync(request, CancellationToken.None)).Id);

    /// <summary>Waits until an operation has ended or is stuck.</summary>
    public async Task<Operation> EndAsync(string id)
    {
        Operation? last = null;
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        await foreach (var operation in Engine.WatchAsync(id, deadline.Token))
        {
            last = operation;
        }

        return last!;
    }

    /// <summary>Ends the process and starts another one over the same disk, which dies at a moment of its own.</summary>
    public async Task RestartAsync(int dieAt = World.Never)
    {
        await Engine.DisposeAsync();
        World.DieAt(dieAt);
        Engine = NewEngine();
        await Engine.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        Audit.Dispose();
        _directory.Dispose();
    }

    private OperationEngine NewEngine()
    {
        var services = new StepServices { Commands = new LocalCommandRunner(), Secrets = Secrets, ClusterApis = this, Time = new QuickDelays() };
        var engine = new OperationEngine(
            new OperationOptions { Directory = _directory["state"], UndoTries = 3 }, this, services, Audit, NullLogger<OperationEngine>.Instance, Moment);
        System.IO.Directory.CreateDirectory(_directory["state"]);
        System.IO.Directory.CreateDirectory(Path.Combine(_directory["state"], "operations"));
        return engine;
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
            Tear(Path.Combine(_directory["state"], "operations"));
            throw;
        }
    }

    /// <summary>What a machine may leave of a line that was not flushed.</summary>
    internal static void Tear(string journals)
    {
        var latest = System.IO.Directory.EnumerateFiles(journals, "*.journal").Order(StringComparer.Ordinal).Last();
        using var file = new FileStream(latest, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.SetLength(Math.Max(0, file.Length - 7));
    }
}
