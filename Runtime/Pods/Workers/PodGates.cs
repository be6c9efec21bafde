using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>What pods wait for before they are started. Thread-safe.</summary>
internal sealed class PodGates
{
    private readonly TaskCompletionSource _backend = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _sources = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _adopted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _node = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile NodeDescription? _description;

    /// <summary>The backend has listed what it runs.</summary>
    public Task Backend => _backend.Task;

    /// <summary>Every source has given all its pods and objects.</summary>
    public Task Sources => _sources.Task;

    /// <summary>Every source has given all its pods and objects, or is not to be waited for.</summary>
    public Task Adopted => _adopted.Task;

    /// <summary>The backend has described the node.</summary>
    public Task Node => _node.Task;

    /// <summary>The node as last described.</summary>
    public NodeDescription? Description
    {
        get => _description;
        set
        {
            _description = value;
            _node.TrySetResult();
        }
    }

    /// <summary>The number of the backend's present listing, from 1.</summary>
    public int Listing { get; set; } = 1;

    public void OpenBackend() => _backend.TrySetResult();

    public void OpenSources() => _sources.TrySetResult();

    public void OpenToAdopted() => _adopted.TrySetResult();
}
