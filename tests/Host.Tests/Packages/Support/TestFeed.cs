using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NuGet.Packaging;
using Reeve.Testing;

namespace Reeve.Host.Tests.Packages.Support;

/// <summary>A NuGet v3 feed on loopback: index, flat container, registration and search over the packages in a directory.</summary>
/// <remarks>Source: https://learn.microsoft.com/nuget/api/overview.</remarks>
internal sealed class TestFeed : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly string _root = $"/{Guid.NewGuid():N}";

    private TestFeed(WebApplication server) => _server = server;

    public TempDirectory Directory { get; } = new();

    /// <summary>What was asked for: paths without the feed's own root.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>User and password that it asks for; null lets everybody in.</summary>
    public (string User, string Password)? Credentials { get; set; }

    /// <summary>Waits before a package is given; the test lets it go on.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Is told when a package is asked for.</summary>
    public Action Asked { get; set; } = static () => { };

    public string Address => $"{Host}{_root}/index.json";

    private string Host => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<TestFeed> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var feed = new TestFeed(builder.Build());
        feed._server.Run(feed.AnswerAsync);
        await feed._server.StartAsync();
        return feed;
    }

    /// <summary>Answers nobody any more.</summary>
    public Task StopAsync() => _server.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(_root, out var rest))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        Requests.Enqueue(rest.Value!);
        if (Credentials is { } wanted && context.Request.Headers.Authorization != $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{wanted.User}:{wanted.Password}"))}")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"packages\"";
            return;
        }

        var answer = rest.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["index.json"] => Index(),
            ["flat", var id, "index.json"] => Versions(id),
            ["registration", var id, "index.json"] => Registration(id),
            ["search"] => Search(context.Request.Query["q"].ToString(), context.Request.Query["packageType"].ToString()),
            _ => null,
        };
        if (answer is not null)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(answer.ToJsonString());
        }
        else if (rest.Value!.EndsWith(".nupkg", StringComparison.Ordinal) && Find(Path.GetFileName(rest.Value)) is { } package)
        {
            Asked();
            await Gate.WaitAsync(context.RequestAborted);
            await context.Response.SendFileAsync(package);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private JsonObject Index() => new()
    {
        ["version"] = "3.0.0",
        ["resources"] = new JsonArray(
            Resource("flat/", "PackageBaseAddress/3.0.0"),
            Resource("registration/", "RegistrationsBaseUrl"),
            Resource("registration/", "RegistrationsBaseUrl/3.6.0"),
            Resource("search", "SearchQueryService"),
            Resource("search", "SearchQueryService/3.5.0")),
    };

    private JsonObject Resource(string path, string type) => new() { ["@id"] = $"{Host}{_root}/{path}", ["@type"] = type };

    private JsonObject? Versions(string id) => Read(id) is { Count: > 0 } packages
        ? new JsonObject { ["versions"] = new JsonArray([.. packages.Select(static package => (JsonNode)package.GetVersion().ToNormalizedString().ToLowerInvariant())]) }
        : null;

    private JsonObject? Registration(string id)
    {
        if (Read(id) is not { Count: > 0 } packages)
        {
            return null;
        }

        var address = $"{Host}{_root}/registration/{id}/index.json";
        return new JsonObject
        {
            ["@id"] = address,
            ["count"] = 1,
            ["items"] = new JsonArray(new JsonObject
            {
                ["@id"] = $"{address}#page",
                ["count"] = packages.Count,
                ["lower"] = packages[0].GetVersion().ToNormalizedString(),
                ["upper"] = packages[^1].GetVersion().ToNormalizedString(),
                ["items"] = new JsonArray([.. packages.Select(package => (JsonNode)Leaf(package, id))]),
            }),
        };
    }

    private JsonObject Leaf(NuspecReader package, string id)
    {
        var version = package.GetVersion().ToNormalizedString().ToLowerInvariant();
        var content = $"{Host}{_root}/flat/{id}/{version}/{id}.{version}.nupkg";
        var groups = package.GetDependencyGroups().Select(static group => (JsonNode)new JsonObject
        {
            ["targetFramework"] = group.TargetFramework.GetShortFolderName(),
            ["dependencies"] = new JsonArray([.. group.Packages.Select(static one => (JsonNode)new JsonObject { ["id"] = one.Id, ["range"] = one.VersionRange.ToNormalizedString() })]),
        });
        return new JsonObject
        {
            ["@id"] = $"{Host}{_root}/registration/{id}/{version}.json",
            ["packageContent"] = content,
            ["catalogEntry"] = new JsonObject
            {
                ["@id"] = $"{Host}{_root}/catalog/{id}.{version}.json",
                ["id"] = package.GetId(),
                ["version"] = package.GetVersion().ToNormalizedString(),
                ["description"] = package.GetDescription(),
                ["authors"] = package.GetAuthors(),
                ["listed"] = true,
                ["packageContent"] = content,
                ["dependencyGroups"] = new JsonArray([.. groups]),
            },
        };
    }

    private JsonObject Search(string text, string type)
    {
        var found = System.IO.Directory.EnumerateFiles(Directory.Path, "*.nupkg").Select(Nuspec)
            .Where(package => package.GetId().Contains(text, StringComparison.OrdinalIgnoreCase))
            .Where(package => type.Length == 0 || package.GetPackageTypes().Any(one => one.Name == type))
            .GroupBy(static package => package.GetId())
            .Select(static versions => versions.MaxBy(static package => package.GetVersion())!).ToList();
        return new JsonObject
        {
            ["totalHits"] = found.Count,
            ["data"] = new JsonArray([.. found.Select(static package => (JsonNode)new JsonObject
            {
                ["id"] = package.GetId(),
                ["version"] = package.GetVersion().ToNormalizedString(),
                ["description"] = package.GetDescription(),
                ["authors"] = new JsonArray(package.GetAuthors()),
                ["versions"] = new JsonArray(),
            })]),
        };
    }

    private List<NuspecReader> Read(string id) => [.. System.IO.Directory.EnumerateFiles(Directory.Path, "*.nupkg").Select(Nuspec)
        .Where(package => package.GetId().Equals(id, StringComparison.OrdinalIgnoreCase)).OrderBy(static package => package.GetVersion())];

    private string? Find(string name) =>
        System.IO.Directory.EnumerateFiles(Directory.Path, "*.nupkg").FirstOrDefault(path => Path.GetFileName(path).Equals(name, StringComparison.OrdinalIgnoreCase));

    private static NuspecReader Nuspec(string path)
    {
        using var package = new PackageArchiveReader(path);
        return package.NuspecReader;
    }
}
