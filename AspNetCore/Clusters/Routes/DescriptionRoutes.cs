using System.Reflection;
using Reeve.AspNetCore.Clusters.Grpc;
using Reeve.AspNetCore.Clusters.Security;

namespace Reeve.AspNetCore.Clusters.Routes;

/// <summary>What the API says of itself.</summary>
internal static class DescriptionRoutes
{
    /// <summary>The OpenAPI document.</summary>
    public const string Document = "openapi.json";

    private const string Page = "page.html";

    /// <summary>Whether the agent answers.</summary>
    public static ApiRoute Health { get; } = new()
    {
        Method = "GET",
        Path = "/healthz",
        Id = "GetHealth",
        Summary = "Says that the agent answers.",
        Role = ApiRole.None,
        MediaType = "text/plain",
        Handler = static call => call.WriteTextAsync("ok", "text/plain"),
    };

    /// <summary>Makes them.</summary>
    public static IEnumerable<ApiRoute> Create() =>
    [
        Route("/openapi.json", "GetDescription", "This description (OpenAPI 3.0).", "application/json", Document),
        Route("/swagger/v1/swagger.json", "GetSwagger", "This description, at another place where it is looked for.", "application/json", Document),
        Route("/", "GetPage", "A page to try the API.", "text/html; charset=utf-8", Page),
        Route("/swagger", "GetSwaggerPage", "The page, at another place where it is looked for.", "text/html; charset=utf-8", Page),
        Health,
        .. ProtoFiles.Names.Select(Proto),
    ];

    /// <summary>A file that the program carries.</summary>
    public static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"cluster-api/{name}")
            ?? throw new InvalidOperationException($"The program lacks its {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static ApiRoute Proto(string name) => new()
    {
        Method = "GET",
        Path = $"/proto/{name}",
        Id = $"GetProto_{name.Replace('/', '_').Replace(".proto", "", StringComparison.Ordinal)}",
        Summary = $"The gRPC API as a proto file: {name}.",
        Role = ApiRole.None,
        MediaType = "text/plain",
        Handler = async call => await call.WriteTextAsync(await ProtoFiles.ReadAsync(name, call.Aborted), "text/plain; charset=utf-8"),
    };

    private static ApiRoute Route(string path, string id, string summary, string mediaType, string file) => new()
    {
        Method = "GET",
        Path = path,
        Id = id,
        Summary = summary,
        Role = ApiRole.None,
        MediaType = mediaType.Split(';')[0],
        Handler = call =>
        {
            call.Context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'";
            return call.WriteTextAsync(Read(file), mediaType);
        },
    };
}
