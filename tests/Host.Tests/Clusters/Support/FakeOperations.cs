using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Reeve.Clusters;
using Reeve.Runtime.Operations;

namespace Reeve.Host.Tests.Clusters.Support;

/// <summary>Operations that a test writes.</summary>
internal sealed class FakeOperations : IOperationEngine
{
    private readonly List<Operation> _operations = [];

    /// <summary>What watchers see after the beginning; completed, it has ended.</summary>
    public Channel<Operation> Changes { get; set; } = Channel.CreateUnbounded<Operation>();

    public List<string> Turned { get; } = [];

    public void Set(Operation operation)
    {
        lock (_operations)
        {
            _operations.RemoveAll(one => one.Id == operation.Id);
            _operations.Add(operation);
        }
    }

    public Task<Operation> StartAsync(OperationRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<OperationPreview> PreviewAsync(OperationRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Operation? Find(string id)
    {
        lock (_operations)
        {
            return _operations.Find(operation => operation.Id == id);
        }
    }

    public IReadOnlyList<Operation> List(ClusterId? cluster)
    {
        lock (_operations)
        {
            return [.. _operations];
        }
    }

    public async IAsyncEnumerable<Operation> WatchAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Find(id)!;
        await foreach (var change in Changes.Reader.ReadAllAsync(cancellationToken))
        {
            yield return change;
        }
    }

    public void Cancel(string id) => Turned.Add($"cancel {id}");

    public void Retry(string id) => Turned.Add($"retry {id}");

    public void Abandon(string id) => Turned.Add($"abandon {id}");

    public IReadOnlyList<AppliedStep> GetLedger(ClusterId cluster) => [];
}
