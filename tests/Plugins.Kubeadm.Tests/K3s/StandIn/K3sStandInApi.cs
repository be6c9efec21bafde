using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Reeve.Plugins.Kubeadm.Tests.K3s.StandIn;

/// <summary>As much of an API server as a provisioner of k3s asks: readiness, version, one node, one service account.</summary>
internal static class K3sStandInApi
{
    public static async Task<WebApplication> StartAsync(string version, K3sSettings settings, K3sStandInCertificates certificates)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.ListenLocalhost(6443, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = certificates.Serving();
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => certificates.Knows(certificate);
        })));
        var app = builder.Build();
        var node = $$$"""
            {"kind": "Node", "metadata": {"name": "{{{settings.Get("node-name", "?")}}}"},
             "status": {"conditions": [{"type": "Ready", "status": "True"}], "nodeInfo": {"containerRuntimeVersion": "containerd://1.7.17-k3s1"},
                        "addresses": [{"type": "InternalIP", "address": "10.98.0.10"}]}}
            """;
        app.MapGet("/readyz", () => "ok");
        app.MapGet("/whoami", (HttpContext call) => call.Connection.ClientCertificate!.Subject);
        app.MapGet("/version", () => Json(string.Create(CultureInfo.InvariantCulture, $$"""{"gitVersion": "v{{version}}"}""")));
        app.MapGet("/api/v1/nodes", () => Json($$"""{"kind": "NodeList", "items": [{{node}}]}"""));
        app.MapGet("/api/v1/nodes/{name}", () => Json(node));
        app.MapGet("/api/v1/namespaces/default/serviceaccounts/default", () => Json("""{"kind": "ServiceAccount", "metadata": {"name": "default"}}"""));
        await app.StartAsync();
        return app;
    }

    private static IResult Json(string text) => Results.Text(text, "application/json");
}
