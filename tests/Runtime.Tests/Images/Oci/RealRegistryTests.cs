using System.Net;
using System.Net.Http.Headers;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json.Nodes;
using Reeve.Runtime.Images;
using Reeve.Runtime.Images.Oci;
using Reeve.Runtime.Tests.Images.Layers;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Images.Oci;

/// <summary>The client against a registry as people run it, with basic authentication.</summary>
[SupportedOSPlatform("linux")]
public sealed class RealRegistryTests : IDisposable
{
    // As htpasswd writes it: user "me", password "secret".
    private const string Passwords = "me:$2b$05$ouYTV2enyozROFqABrIDz.wcffDESXiaHpNSfSMk2YfWzcKyHQ45y\n";

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [RequiresTheory(Component.Registry, Component.Root)]
    [InlineData("team/app")]
    public async Task Pull_FromARegistryAsPeopleRunIt_Works(string repository)
    {
        var port = FreePorts.Find();
        using var registry = Start(port);
        try
        {
            var image = new TestImage(new JsonObject { ["Cmd"] = new JsonArray("/app") }, new TarBuilder().File("app", "one", 0x1ED), new TarBuilder().File("etc/.wh.gone"));
            await PushAsync(new Uri($"http://127.0.0.1:{port}/v2/{repository}/"), image);
            using var resolver = new OciImageResolver(_directory["images"], new RegistryOptions(), new ImageLeases(_directory["leases"]), TimeProvider.System);
            var request = new ImageRequest { Reference = $"127.0.0.1:{port}/{repository}:1" };
            Assert.Equal(ErrorReason.Denied, (await Assert.ThrowsAsync<ProviderException>(() => resolver.PullAsync(request, CancellationToken.None))).Reason);

            var secret = new PullSecret { Registry = $"127.0.0.1:{port}", Username = "me", Password = "secret" };
            var pulled = await resolver.PullAsync(request with { PullSecrets = [secret] }, CancellationToken.None);
            Assert.Equal(["/app"], pulled.Arguments);
            Assert.Equal("one", await File.ReadAllTextAsync(Path.Combine(pulled.Layers[0], "app")));
            var missing = request with { Reference = $"127.0.0.1:{port}/{repository}:2", PullSecrets = [secret] };
            Assert.Equal(ErrorReason.NotFound, (await Assert.ThrowsAsync<ProviderException>(() => resolver.PullAsync(missing, CancellationToken.None))).Reason);
        }
        finally
        {
            registry.Kill();
            await registry.WaitForExitAsync();
        }
    }

    private System.Diagnostics.Process Start(int port)
    {
        File.WriteAllText(_directory["passwords"], Passwords);
        File.WriteAllText(_directory["config.yml"], string.Join('\n',
            "version: 0.1",
            "log:",
            "  level: error",
            "storage:",
            "  filesystem:",
            $"    rootdirectory: {_directory["storage"]}",
            "http:",
            $"  addr: \"127.0.0.1:{port}\"",
            "auth:",
            "  htpasswd:",
            "    realm: test",
            $"    path: {_directory["passwords"]}"));
        return Tool.Start(RegistryProgram.Path, ["serve", _directory["config.yml"]]);
    }

    private static async Task PushAsync(Uri repository, TestImage image)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("me:secret")));
        await Eventually.TrueAsync(() => IsThere(http, repository), "the registry");
        foreach (var (digest, content) in image.Content)
        {
            using var begun = await http.PostAsync(new Uri(repository, "blobs/uploads/"), null);
            begun.EnsureSuccessStatusCode();
            var place = new Uri(repository, begun.Headers.Location!);
            using var body = new ByteArrayContent(content);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            using var done = await http.PutAsync($"{place}{(place.Query.Length > 0 ? "&" : "?")}digest={Uri.EscapeDataString(digest)}", body);
            done.EnsureSuccessStatusCode();
        }

        using var manifest = new ByteArrayContent(image.Manifest);
        manifest.Headers.ContentType = new MediaTypeHeaderValue(MediaTypes.OciManifest);
        using var put = await http.PutAsync(new Uri(repository, "manifests/1"), manifest);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
    }

    private static bool IsThere(HttpClient http, Uri repository)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(repository, "/v2/"));
            using var response = http.Send(request);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
