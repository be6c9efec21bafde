using Reeve.AspNetCore.Clusters.Wire;

namespace Reeve.Host.Rendering.Clusters;

/// <summary>Shows how an operation goes. For one thread.</summary>
internal interface IOperationProgress : IAsyncDisposable
{
    /// <summary>Shows it as it is now.</summary>
    void Show(OperationDocument operation);
}
