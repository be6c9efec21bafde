using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Tests.Kubernetes.Fakes;

/// <summary>What API servers answer.</summary>
internal static class Answers
{
    public static Task JsonAsync(this HttpContext context, string json, int code = 200)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    public static Task ObjectAsync<T>(this HttpContext context, T item, int code = 200) => context.JsonAsync(KubernetesJson.Serialize(item), code);

    public static Task StatusAsync(this HttpContext context, int code, string? reason, string message = "no", string? retryAfter = null)
    {
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        return context.ObjectAsync(new Status { Outcome = StatusOutcomes.Failure, Code = code, Reason = reason, Message = message }, code);
    }

    public static ConfigMap Map(string name, string version = "1", string? uid = null, string value = "v") => new()
    {
        Metadata = new() { Name = name, Namespace = "default", Uid = uid ?? "uid-" + name, ResourceVersion = version },
        Data = new Dictionary<string, string> { ["key"] = value },
    };

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
