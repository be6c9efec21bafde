// Clusters in a program of its own: a generic host, one provisioner, no plugin directory.
//
//   dotnet run -- 1.30.2      makes the cluster "default" of that version, or upgrades it, and looks after it
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Diorama;
using Reeve.Clusters;
using Reeve.Runtime.Clusters;

var builder = Host.CreateApplicationBuilder();
builder.Services
    .AddReeve(options => options.StateDirectory = builder.Configuration["state"] ?? options.StateDirectory)
    .AddClusters()
    .UseProvisioner<DioramaProvisioner>();

using var host = builder.Build();
await host.StartAsync();

var clusters = host.Services.GetRequiredService<IClusterManager>();
var wanted = new ClusterDesired
{
    Version = args[0],
    PodSubnets = ["10.244.0.0/16"],
    ServiceSubnets = ["10.245.0.0/16"],
    Cni = new ClusterAddon { Name = "flannel", Version = "v0.25.5" },
};
await (clusters.Find("default")?.Desired is null
    ? clusters.CreateAsync("default", wanted, "sample", CancellationToken.None)
    : clusters.PatchAsync("default", new ClusterDesired { Version = args[0] }, "sample", CancellationToken.None));

await foreach (var cluster in clusters.WatchAsync("default", host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping))
{
    Console.WriteLine($"{cluster.Name} {cluster.Phase} {cluster.KubernetesVersion}");
}

await host.WaitForShutdownAsync();
