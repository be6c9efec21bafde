using Reeve.Plugins;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>Reads what the provider needs before there is any pod, and gives it: credentials of its backend, which may come late and change.</summary>
internal sealed partial class NodeInputs(PodServices services)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private volatile string _problem = "";

    /// <summary>Gives everything as it is now. What is not there, or may not be read, is left out.</summary>
    /// <exception cref="ProviderException">Something cannot be read for now, or the provider failed.</exception>
    public async Task GiveAsync(CancellationToken cancellationToken)
    {
        if (services.Provider.Capability<INodeInputs>() is not { } node || node.DescribeNodeInputs() is not { Count: > 0 } wanted)
        {
            return;
        }

        var (inputs, problems) = (new List<ResolvedInput>(wanted.Count), new List<string>());
        foreach (var reference in wanted)
        {
            inputs.Add(new() { Reference = reference, Objects = await ReadAsync(reference, problems, cancellationToken) });
        }

        var problem = string.Join("; ", problems);
        if (problem.Length > 0 && problem != _problem)
        {
            LogMissing(services.Logger, problem);
        }

        _problem = problem;
        await node.TakeNodeInputsAsync(inputs, cancellationToken);
    }

    /// <summary>Gives them again and again, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Interval, services.TimeProvider, cancellationToken);
            try
            {
                await GiveAsync(cancellationToken);
            }
            catch (ProviderException e)
            {
                services.Metrics.CountError("give node inputs", e);
                LogFailed(services.Logger, e.Message);
            }
        }
    }

    private async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(InputReference reference, List<string> problems, CancellationToken cancellationToken)
    {
        var ns = reference.Namespace ?? "";
        try
        {
            var found = await services.Resolver.ReadInputAsync(reference, ns, cancellationToken);
            if (found.Count == 0 && !reference.Optional)
            {
                problems.Add($"{reference.Kind} {ns}/{reference.Name} not found");
            }

            return found;
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.NotFound or ErrorReason.Denied)
        {
            problems.Add($"{reference.Kind} {ns}/{reference.Name}: {e.Message}");
            return [];
        }
    }
}
