using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reeve.Runtime.Hosting.Nodes;

namespace Company.Agent1.Tests;

public sealed class AgentTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Agent_ManifestWithAShortTimer_ThePodSucceeds()
    {
        var manifest = Path.Combine(_directory.FullName, "pod.yaml");
        await File.WriteAllTextAsync(manifest, """
            apiVersion: v1
            kind: Pod
            metadata: {name: egg}
            spec:
              restartPolicy: Never
              containers: [{name: timer, image: timer, args: ["0.1"]}]
            """);
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddAgent(Path.Combine(_directory.FullName, "state"), [manifest]);
        using var host = builder.Build();
        using var deadline = new CancellationTokenSource(Deadline);
        await host.StartAsync(deadline.Token);

        var node = host.Services.GetRequiredKeyedService<IReeveNode>(Agent.NodeName);
        await node.Ready.WaitAsync(deadline.Token);
        await foreach (var change in node.Pods!.WatchAsync(deadline.Token))
        {
            if (change.Record?.Pod.Status.Phase == "Succeeded")
            {
                break;
            }
        }

        Assert.Equal("egg", Assert.Single(node.Pods.Pods).Pod.Metadata.Name);
        await host.StopAsync(deadline.Token);
    }
}
