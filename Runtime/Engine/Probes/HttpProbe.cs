using System.Globalization;
using System.Net;
using System.Text;
using Reeve.Kubernetes;
using Reeve.Runtime.Engine.Planning;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Probes;

/// <summary>
/// The httpGet probe and hook, with the kubelet's rules: 200 to 399 is good, redirects are followed on the same host only (one to
/// another host is a warning), certificates are not checked.
/// </summary>
internal sealed class HttpProbe(HttpMessageInvoker http)
{
    private const int MaxRedirects = 10;
    private const int MaxBody = 10 * 1024;

    public async Task<ProbeResult> RunAsync(HTTPGetAction action, Container container, PodFacts facts, CancellationToken cancellationToken)
    {
        var uri = UriOf(action, container, facts);
        for (var redirects = 0; ; redirects++)
        {
            using var request = RequestOf(uri, action);
            using var response = await http.SendAsync(request, cancellationToken);
            var status = (int)response.StatusCode;
            var location = response.Headers.Location;
            if (IsRedirect(response.StatusCode) && location is not null)
            {
                var next = new Uri(uri, location);
                if (next.IdnHost == uri.IdnHost && next.Scheme is "http" or "https")
                {
                    if (redirects + 1 >= MaxRedirects)
                    {
                        return new(ProbeOutcome.Failure, $"Get \"{uri}\": stopped after {MaxRedirects} redirects");
                    }

                    uri = next;
                    continue;
                }
            }

            var body = await ReadAsync(response, cancellationToken);
            return status switch
            {
                >= 200 and < 300 => new(ProbeOutcome.Success, body),
                >= 300 and < 400 => new(ProbeOutcome.Warning, $"Probe terminated redirects, Response body: {body}"),
                _ => new(ProbeOutcome.Failure, string.Create(CultureInfo.InvariantCulture, $"HTTP probe failed with statuscode: {status} (Get \"{uri}\")")),
            };
        }
    }

    /// <summary>The address that is asked first.</summary>
    public static Uri UriOf(HTTPGetAction action, Container container, PodFacts facts)
    {
        var host = ProbeTarget.Host(action.Host, facts);
        var port = ProbeTarget.Port(action.Port, container);
        var scheme = string.Equals(action.Scheme, "HTTPS", StringComparison.OrdinalIgnoreCase) ? "https" : "http";
        var path = action.Path is { Length: > 0 } written ? written : "/";
        if (host.Contains(':', StringComparison.Ordinal) && host[0] != '[')
        {
            host = $"[{host}]";
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host}:{port}{(path[0] == '/' ? "" : "/")}{path}");
        return Uri.TryCreate(text, UriKind.Absolute, out var uri)
            ? uri
            : throw new ProviderException(ErrorReason.Invalid, $"\"{text}\" is no URL");
    }

    private static HttpRequestMessage RequestOf(Uri uri, HTTPGetAction action)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.ConnectionClose = true;
        foreach (var header in action.HttpHeaders)
        {
            if (header.Name.Equals("Host", StringComparison.OrdinalIgnoreCase))
            {
                request.Headers.Host = header.Value;
            }
            else if (header.Value.Length > 0)
            {
                request.Headers.TryAddWithoutValidation(header.Name, header.Value);
            }
        }

        AddDefault("User-Agent", ProbeClient.UserAgent);
        AddDefault("Accept", "*/*");
        return request;

        // A header that is written empty is left out.
        void AddDefault(string name, string value)
        {
            if (!action.HttpHeaders.Any(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    private static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found
        or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[MaxBody];
        var length = await body.ReadAtLeastAsync(bytes, MaxBody, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
