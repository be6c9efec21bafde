using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Reeve.Runtime.KubeletApi.Endpoints;

/// <summary><c>/configz</c>: what the node is configured as, in the kubelet's own words.</summary>
internal sealed class ConfigEndpoint(KubeletApiSetup setup, ResponseBody response)
{
    public Task HandleAsync(HttpContext context)
    {
        var options = setup.Options;
        var configuration = new JsonObject
        {
            ["kind"] = "KubeletConfiguration",
            ["apiVersion"] = "kubelet.config.k8s.io/v1beta1",
            ["enableServer"] = true,
            ["address"] = options.Address,
            ["port"] = options.Port,
            ["authentication"] = new JsonObject
            {
                ["x509"] = new JsonObject(),
                ["webhook"] = new JsonObject { ["enabled"] = true, ["cacheTTL"] = Duration(options.TokenCacheTime) },
                ["anonymous"] = new JsonObject { ["enabled"] = false },
            },
            ["authorization"] = new JsonObject
            {
                ["mode"] = "Webhook",
                ["webhook"] = new JsonObject
                {
                    ["cacheAuthorizedTTL"] = Duration(options.AuthorizedCacheTime),
                    ["cacheUnauthorizedTTL"] = Duration(options.UnauthorizedCacheTime),
                },
            },
            ["streamingConnectionIdleTimeout"] = Duration(options.StreamIdleTimeout),
            ["enableDebuggingHandlers"] = true,
            ["enableSystemLogHandler"] = options.LogDirectory is not null,
            ["enableSystemLogQuery"] = options.LogQuery,
            ["enableProfilingHandler"] = options.Debug,
        };
        foreach (var (name, value) in setup.Configuration?.Invoke() ?? [])
        {
            configuration[name] = value?.DeepClone();
        }

        return response.WriteAsync(context, ResponseBody.Json, new JsonObject { ["kubeletconfig"] = configuration }.ToJsonString());
    }

    private static string Duration(TimeSpan time) => Engine.Planning.GoDuration.Format(time);
}
