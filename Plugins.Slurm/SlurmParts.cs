using Reeve.Plugins.Slurm.Admission;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Plugins.Slurm.Nodes;
using Reeve.Plugins.Slurm.Pods;
using Reeve.Plugins.Slurm.Streams;
using Reeve.Plugins.Slurm.Users;

namespace Reeve.Plugins.Slurm;

/// <summary>What a started provider is made of.</summary>
internal sealed class SlurmParts : IAsyncDisposable
{
    public SlurmParts(SlurmOptions options, IRemoteUsers users, IPodBundler bundler, ProviderContext context)
    {
        Users = users;
        Admission = new SlurmAdmission(users, new JobAdmission(options.Containers));
        Pods = new PodDirector(users, bundler, options, context.Owner, context.TimeProvider, context.Logger);
        Node = new NodeWatch(users, options, context.TimeProvider);
        Logs = new PodLogReader(Pods.Book, context.TimeProvider);
        Executor = new PodExecutor(Pods.Book, options.Controller);
        Attacher = new PodAttacher(Pods.Book, Logs);
        Forwarder = new PodForwarder(Pods.Book, options.Controller);
        Meter = new PodMeter(Pods.Book, options.Controller, context.TimeProvider);
    }

    public IRemoteUsers Users { get; }

    public SlurmAdmission Admission { get; }

    public PodDirector Pods { get; }

    public NodeWatch Node { get; }

    public PodLogReader Logs { get; }

    public PodExecutor Executor { get; }

    public PodAttacher Attacher { get; }

    public PodForwarder Forwarder { get; }

    public PodMeter Meter { get; }

    public async ValueTask DisposeAsync()
    {
        await Pods.DisposeAsync();
        await Users.DisposeAsync();
    }
}
