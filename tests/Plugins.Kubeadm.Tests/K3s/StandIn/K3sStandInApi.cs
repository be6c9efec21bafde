using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Reeve.Plugins.Kubeadm.Tests.K3s.StandIn;

/// <summary>As much of an API server as a provisioner of k3s asks: readiness, version, nodes, tokens, one service account. Beside it what agents of k3s ask when they join.</summary>
internal static class K3sStandInApi
{
    /// <summary>What agents ask for first, whoever they are.</summary>
    public const string Authorities = "/cacerts";

    /// <summary>What agents ask for by their token.</summary>
    public const string Joining = "/v1-k3s/client-kubelet.crt";

    public const string NodeHeader = "k3s-Node-Name";
    public const string AddressHeader = "k3s-Node-IP";

    public static async Task<WebApplication> StartAsync(string version, K3sSettings settings, K3sStandInCertificates certificates)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(settings.Get("node-ip", "").Length > 0 ? IPAddress.Any : IPAddress.Loopback, 6443, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = certificates.Serving();
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => certificates.Knows(certificate);
        })));
        var app = builder.Build();
        app.Use((call, next) =>
        {
            if (call.Connection.ClientCertificate is not null || call.Request.Path.Value is Authorities or Joining)
            {
                return next(call);
            }

            call.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        });
        app.UseRouting();
        var nodes = new K3sStandInNodes(version, settings.Get("node-name", "?"), settings.Get("node-ip", "10.98.0.10"));
        app.MapGet(Authorities, () => Results.Text(certificates.Authority));
        app.MapGet(Joining, (HttpContext call) => nodes.Join(
            call.Request.Headers[NodeHeader].ToString(), call.Request.Headers[AddressHeader].ToString(), call.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal))
            ? Results.Ok() : Results.Unauthorized());
        app.MapGet("/readyz", () => "ok");
        app.MapGet("/whoami", (HttpContext call) => call.Connection.ClientCertificate!.Subject);
        app.MapGet("/version", () => Json(string.Create(CultureInfo.InvariantCulture, $$"""{"gitVersion": "v{{version}}"}""")));
        app.MapGet("/api/v1/nodes", () => Json(nodes.List().ToJsonString()));
        app.MapGet("/api/v1/nodes/{name}", (string name) => nodes.Find(name) is { } node ? Json(node.ToJsonString()) : Results.NotFound());
        app.MapPost("/api/v1/namespaces/kube-system/secrets", async (HttpContext call) =>
        {
            nodes.Keep((await JsonNode.ParseAsync(call.Request.Body, cancellationToken: call.RequestAborted))!.AsObject());
            return Json("{}");
        });
        app.MapDelete("/api/v1/namespaces/kube-system/secrets/{name}", (string name) => nodes.Forget(name) ? Json("{}") : Results.NotFound());
        app.MapGet("/api/v1/namespaces/default/serviceaccounts/default", () => Json("""{"kind": "ServiceAccount", "metadata": {"name": "default"}}"""));
        await app.StartAsync();
        return app;
    }

    private static IResult Json(string text) => Results.Text(text, "application/json");
}
