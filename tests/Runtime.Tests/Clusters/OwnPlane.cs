using Reeve.Testing;
using Reeve.Testing.Kubernetes;
using Xunit;

namespace Reeve.Runtime.Tests.Clusters;

/// <summary>A control plane of a class's own: what is done to it concerns everything in it.</summary>
public sealed class OwnPlane : IAsyncLifetime
{
    public ControlPlane Plane { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.ControlPlane) is null)
        {
            Plane = await ControlPlane.StartAsync();
        }
    }

    public Task DisposeAsync() => Plane is null ? Task.CompletedTask : Plane.DisposeAsync().AsTask();
}
