using Microsoft.AspNetCore.Http;

namespace Reeve.Runtime.Tests.Kubernetes.Fakes;

/// <summary>A request that a server saw.</summary>
internal sealed record SeenRequest(
    string Method, string Path, string Query, IHeaderDictionary Headers, string Body, string Protocol, string? ClientSubject, string ConnectionId);
