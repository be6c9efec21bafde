using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reeve.Runtime.Operations;
using Reeve.Testing;
using Xunit;

namespace Reeve.Runtime.Tests.Operations;

public sealed class OperationsServiceCollectionExtensionsTests
{
    [Fact]
    public async Task AddReeveOperations_InAHost_CarriesOutAnOperation()
    {
        using var directory = new TempDirectory();
        await using var fixture = new OperationFixture();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging().AddSingleton<IProvisionerSource>(fixture).AddSingleton<IClusterApiSource>(fixture)
            .AddReeveOperations(new OperationOptions { Directory = directory["clusters"] });
        using var host = builder.Build();
        await host.StartAsync();
        var engine = host.Services.GetRequiredService<IOperationEngine>();

        var id = (await engine.StartAsync(OperationFixture.Request(WorldProvisioner.Step("a", "1")), CancellationToken.None)).Id;
        await foreach (var _ in engine.WatchAsync(id, CancellationToken.None))
        {
            // until it has ended
        }

        Assert.Equal(OperationState.Done, engine.Find(id)!.State);
        await host.StopAsync();
    }
}
