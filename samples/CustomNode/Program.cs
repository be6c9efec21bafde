// A node of its own making: a generic host, one provider of pods, no plugin directory.
//
//   dotnet run -- letter.yaml                  runs the pods of a manifest, and follows its changes
//   dotnet run -- --kubeconfig ~/.kube/config  is a node of that cluster
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outbox;
using Reeve.Runtime.Hosting.Nodes;

var builder = Host.CreateApplicationBuilder();
var node = builder.Services
    .AddReeve(options => options.StateDirectory = builder.Configuration["state"] ?? options.StateDirectory)
    .AddNode("post-office")
    .UseProvider<OutboxProvider>()
    .Configure(options => options with { Kubelet = new() { Port = 0 } });

_ = args is ["--kubeconfig", var kubeconfig] ? node.UseKubeconfig(kubeconfig) : node.UseManifests(args);

using var host = builder.Build();
await host.StartAsync();

var running = host.Services.GetRequiredService<IReeveNode>();
await running.Ready;
Console.WriteLine($"Node {running.Name} is ready.");
await foreach (var change in running.Pods!.WatchAsync(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping))
{
    if (change.Record is { } record)
    {
        Console.WriteLine($"{record.Pod.Metadata.Name} {record.Pod.Status.Phase}");
    }
}

await host.WaitForShutdownAsync();
