using System.Net;
using System.Net.Http.Headers;
using Reeve.Runtime.Kubernetes.Connections;

namespace Reeve.Runtime.Kubernetes.Http;

/// <summary>Makes HTTP messages of requests.</summary>
internal sealed class RequestBuilder(KubernetesConnection connection, string userAgent)
{
    private readonly string _base = connection.Server.GetLeftPart(UriPartial.Path).TrimEnd('/');

    public HttpRequestMessage Build(ApiRequest request, ClientCredential credential)
    {
        var message = new HttpRequestMessage(request.Method, new Uri(_base + request.PathAndQuery, UriKind.Absolute))
        {
            Version = request.HasOwnConnection ? HttpVersion.Version11 : HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        message.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        message.Headers.Authorization = credential.Authorization;
        if (connection.TlsServerName is { Length: > 0 } name)
        {
            // The platform takes the name to ask for, and to check, from this header.
            message.Headers.Host = name;
        }

        if (connection.Impersonation is { } impersonation)
        {
            AddImpersonation(message, impersonation);
        }

        if (!request.Body.IsEmpty)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body) { Headers = { ContentType = new MediaTypeHeaderValue(request.ContentType) } };
        }

        return message;
    }

    private static void AddImpersonation(HttpRequestMessage message, Impersonation impersonation)
    {
        message.Headers.TryAddWithoutValidation("Impersonate-User", impersonation.User);
        if (impersonation.Uid is { Length: > 0 } uid)
        {
            message.Headers.TryAddWithoutValidation("Impersonate-Uid", uid);
        }

        if (impersonation.Groups.Count > 0)
        {
            message.Headers.TryAddWithoutValidation("Impersonate-Group", impersonation.Groups);
        }

        foreach (var (key, values) in impersonation.Extra)
        {
            message.Headers.TryAddWithoutValidation("Impersonate-Extra-" + Uri.EscapeDataString(key), values);
        }
    }
}
