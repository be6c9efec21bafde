// The API of clusters in a web application of its own, beside what else the application answers: the same REST and gRPC as the command's.
//
//   dotnet run -- 5000 5001                                             REST on the one port, gRPC on the other
//   curl http://localhost:5000/api/v1/clusters                          what there is
//   grpcurl -plaintext localhost:5001 agent.v1alpha1.AgentAPI/GetCluster
using System.Globalization;
using Diorama;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

var builder = WebApplication.CreateBuilder();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.ListenLocalhost(int.Parse(args[0], CultureInfo.InvariantCulture));

    // gRPC is HTTP/2; with TLS both could share a port.
    kestrel.ListenLocalhost(int.Parse(args[1], CultureInfo.InvariantCulture), listener => listener.Protocols = HttpProtocols.Http2);
});
builder.Services
    .AddReeve(options => options.StateDirectory = builder.Configuration["state"] ?? options.StateDirectory)
    .AddClusters()
    .UseProvisioner<DioramaProvisioner>();
builder.Services.AddReeveApi();

await using var application = builder.Build();
application.MapGet("/", () => "The models are at /api/v1/clusters.");

// Callers of this machine are let in; for others: UseAuthentication(), and MapReeveApi().RequireAuthorization().
application.MapReeveApi();
await application.RunAsync();
