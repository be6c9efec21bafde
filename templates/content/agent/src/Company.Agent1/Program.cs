// A program that is a Kubernetes node. Its provider is part of it: there is no plugin directory.
//
//   dotnet run --project src/Company.Agent1 -- pod.yaml                  runs the pods of a manifest, and follows its changes
//   dotnet run --project src/Company.Agent1 -- --kubeconfig FILE         is a node of that cluster
using Company.Agent1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder();
builder.Services.AddAgent(builder.Configuration["state"] ?? "state", args);
await builder.Build().RunAsync();
