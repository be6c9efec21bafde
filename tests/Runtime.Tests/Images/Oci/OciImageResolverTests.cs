using System.Formats.Tar;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Reeve.Containers;
using Reeve.Runtime.Images;
using Reeve.Runtime.Images.Oci;
using Reeve.Runtime.Tests.Images.Layers;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Images.Oci;

[SupportedOSPlatform("linux")]
public sealed class OciImageResolverTests : IAsyncLifetime
{
    private static readonly PullSecret Secret = new() { Registry = "127.0.0.1", Username = "me", Password = "secret" };

    private readonly TempDirectory _directory = new();
    private readonly PodId _pod = new() { Owner = new Owner { Cluster = "c", Node = "n" }, Uid = "u" };
    private readonly List<OciImageResolver> _opened = [];
    private TestRegistry _registry = null!;
    private ImageLeases _leases = null!;

    private string Reference => $"{_registry.Host}/team/app:1";

    public async Task InitializeAsync()
    {
        _registry = await TestRegistry.StartAsync();
        _leases = new ImageLeases(_directory["leases"]);
    }

    public async Task DisposeAsync()
    {
        _opened.ForEach(resolver => resolver.Dispose());
        await _registry.DisposeAsync();
        _directory.Dispose();
    }

    [RequiresTheory(Component.Root)]
    [InlineData("none", false)]
    [InlineData("basic", false)]
    [InlineData("bearer", false)]
    [InlineData("bearer", true)]
    public async Task Pull_FromARegistry_InstallsLayersAndConfiguration(string authentication, bool redirects)
    {
        _registry.Put(App(), "1");
        (_registry.Authentication, _registry.Redirects) = (authentication, redirects);
        var resolver = Open();
        Assert.Null(await FindAsync(resolver));

        var image = await PullAsync(resolver);

        Assert.Equal(ImageForms.Layers, image.Form);
        Assert.Equal(["/app"], image.Entrypoint);
        Assert.Equal(["serve"], image.Arguments);
        Assert.Equal([KeyValuePair.Create("A", "b=c")], image.Environment);
        Assert.Equal(("/work", "app:staff", "SIGQUIT"), (image.WorkingDirectory, image.User, image.StopSignal));
        Assert.Equal("y", image.Labels["x"]);
        Assert.StartsWith($"{_registry.Host}/team/app@sha256:", image.Id, StringComparison.Ordinal);
        Assert.Equal(2, image.Layers.Count);
        Assert.Equal("one", File.ReadAllText(Path.Combine(image.Layers[0], "app")));
        Assert.Equal("two", File.ReadAllText(Path.Combine(image.Layers[1], "etc", "conf")));
        Assert.Equal(6, image.SizeBytes);
        Assert.Equal(authentication == "bearer" ? 1 : 0, _registry.TokensGiven);

        var requests = _registry.Requests.Count;
        Assert.Equal(image.Id, (await FindAsync(Open()))?.Id); // also after a restart
        Assert.Equal(requests, _registry.Requests.Count);
        await PullAsync(resolver);
        Assert.DoesNotContain(_registry.Requests.Skip(requests), path => path.Contains("blobs", StringComparison.Ordinal));
    }

    [RequiresFact(Component.Root)]
    public async Task Pull_WrongCredentials_IsDenied()
    {
        _registry.Put(App(), "1");
        _registry.Authentication = "bearer";
        Assert.Equal(ErrorReason.Denied, await FailAsync(Open(), new ImageRequest { Reference = Reference }));
        Assert.Equal(ErrorReason.Denied, await FailAsync(Open(), new ImageRequest { Reference = Reference, PullSecrets = [Secret with { Registry = _registry.Host, Password = "wrong" }] }));
        // Another secret that fits is tried too.
        await Open().PullAsync(
            new ImageRequest { Reference = Reference, PullSecrets = [Secret with { Registry = _registry.Host, Password = "wrong" }, Secret with { Registry = _registry.Host }] },
            CancellationToken.None);
    }

    [RequiresFact(Component.Root)]
    public async Task Pull_ConnectionBreaks_GoesOnWhereItWas()
    {
        var random = new byte[200_000];
        new Random(1).NextBytes(random);
        var image = new TestImage(null, new TarBuilder().Add("big", '0', random, "", 0x1A4));
        _registry.Put(image, "1");
        _registry.Breaks = 4;
        var pulled = await PullAsync(Open());
        Assert.Equal(random, File.ReadAllBytes(Path.Combine(pulled.Layers[0], "big")));
        Assert.Equal(0, _registry.Breaks);
    }

    [RequiresFact(Component.Root)]
    public async Task Pull_Refusals_AreWhatTheyAre()
    {
        Assert.Equal(ErrorReason.NotFound, await FailAsync(Open(), new ImageRequest { Reference = Reference }));
        _registry.Status = 429;
        var busy = await Assert.ThrowsAsync<ProviderException>(() => PullAsync(Open()));
        Assert.Equal((ErrorReason.Transient, TimeSpan.FromSeconds(7)), (busy.Reason, busy.RetryAfter));
        _registry.Status = 503;
        Assert.Equal(ErrorReason.Transient, await FailAsync(Open(), new ImageRequest { Reference = Reference }));
        Assert.Equal(ErrorReason.Invalid, await FailAsync(Open(), new ImageRequest { Reference = "Not A Name" }));
    }

    [RequiresFact(Component.Root)]
    public async Task Pull_WrongContent_IsNeverInstalled()
    {
        var app = App();
        _registry.Put(app, "1", index: false);
        var manifest = JsonNode.Parse(app.Manifest)!;
        var layer = (string)manifest["layers"]![0]!["digest"]!;
        var good = _registry.Blobs[layer];
        _registry.Blobs[layer] = [.. good[..^1], (byte)(good[^1] ^ 1)];
        var resolver = Open();
        Assert.Equal(ErrorReason.Transient, await FailAsync(resolver, Request()));
        Assert.Null(await FindAsync(resolver));
        _registry.Manifests[TestImage.DigestOf(app.Manifest)] = ("{}"u8.ToArray(), MediaTypes.OciManifest);
        Assert.Equal(ErrorReason.Transient, await FailAsync(resolver, Request() with { Reference = $"{_registry.Host}/team/app@{TestImage.DigestOf(app.Manifest)}" }));
        _registry.Blobs[layer] = good;
        await PullAsync(resolver);
    }

    [RequiresFact(Component.Root)]
    public async Task Pull_Mirror_IsAskedFirstAndMayFail()
    {
        await using var mirror = await TestRegistry.StartAsync();
        var options = new RegistryOptions { Mirrors = new Dictionary<string, IReadOnlyList<Uri>> { [_registry.Host] = [new Uri($"http://{mirror.Host}/")] } };
        _registry.Put(App(), "1");
        await Open(options).PullAsync(Request(), CancellationToken.None);
        Assert.NotEmpty(mirror.Requests);
        Assert.NotEmpty(_registry.Requests);

        _registry.Requests.Clear();
        mirror.Put(new TestImage(null, new TarBuilder().File("other", "m")), "2");
        var image = await Open(options).PullAsync(Request() with { Reference = $"{_registry.Host}/team/app:2" }, CancellationToken.None);
        Assert.Empty(_registry.Requests);
        Assert.StartsWith($"{_registry.Host}/team/app@", image.Id, StringComparison.Ordinal);
    }

    [RequiresFact(Component.Root)]
    public async Task Pull_Plain_OnlyWhereAllowed()
    {
        Assert.True(RegistryClient.MayBePlain("127.0.0.1:5000", new RegistryOptions()));
        Assert.True(RegistryClient.MayBePlain("[::1]:5000", new RegistryOptions()));
        Assert.False(RegistryClient.MayBePlain("registry.example.org", new RegistryOptions()));
        Assert.True(RegistryClient.MayBePlain("registry.example.org:5000", new RegistryOptions { Insecure = ["registry.example.org:5000"] }));
        Assert.False(RegistryClient.MayBePlain("127.0.0.1.example.org", new RegistryOptions()));
        await Task.CompletedTask;
    }

    [RequiresFact(Component.Root)]
    public async Task Remove_SharedAndUsed_KeepsWhatOthersNeed()
    {
        var shared = new TarBuilder().File("shared", "s");
        _registry.Put(new TestImage(null, shared, new TarBuilder().File("a", "1")), "1");
        _registry.Put(new TestImage(null, shared, new TarBuilder().File("b", "2")), "2");
        var resolver = Open();
        var first = await resolver.PullAsync(Request() with { Container = new ContainerId { Pod = _pod, Name = "main", Attempt = 0 } }, CancellationToken.None);
        var second = await resolver.PullAsync(Request() with { Reference = $"{_registry.Host}/team/app:2" }, CancellationToken.None);
        Assert.Equal(first.Layers[0], second.Layers[0]);

        var used = await Assert.ThrowsAsync<ProviderException>(() => resolver.RemoveAsync(Reference, CancellationToken.None));
        Assert.Equal(ErrorReason.Conflict, used.Reason);
        Assert.Equal([true, false], resolver.List().OrderByDescending(image => image.InUse).Select(image => image.InUse));
        Assert.True(await resolver.RemoveAsync($"{_registry.Host}/team/app:2", CancellationToken.None));
        Assert.False(Directory.Exists(second.Layers[1]));
        Assert.True(Directory.Exists(first.Layers[0]));

        _leases.Remove(_pod);
        Assert.True(await resolver.RemoveAsync(Assert.Single(resolver.List()).Id, CancellationToken.None));
        Assert.False(Directory.Exists(first.Layers[0]));
        Assert.False(await resolver.RemoveAsync(Reference, CancellationToken.None));
    }

    [RequiresTheory(Component.Root)]
    [InlineData("directory")]
    [InlineData("tar")]
    public async Task Load_Layout_IsThereWithoutARegistry(string form)
    {
        var layout = _directory["layout"];
        App().WriteLayout(layout, "example.org/app:1");
        var path = layout;
        if (form == "tar")
        {
            path = _directory["layout.tar"];
            await TarFile.CreateFromDirectoryAsync(layout, path, includeBaseDirectory: false);
        }

        var resolver = Open();
        var loaded = Assert.Single(await resolver.LoadAsync(path, null, CancellationToken.None));
        Assert.Contains("example.org/app:1", loaded.Names);
        var image = await resolver.FindAsync(new ImageRequest { Reference = "example.org/app:1" }, CancellationToken.None);
        Assert.Equal("one", File.ReadAllText(Path.Combine(image!.Layers[0], "app")));
        Assert.Contains("other:2", (await resolver.LoadAsync(path, "example.org/other:2", CancellationToken.None))[0].Names.Select(name => name[(name.LastIndexOf('/') + 1)..]));
        Assert.Empty(_registry.Requests);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory["images/ingest"]));
    }

    [RequiresFact(Component.Root)]
    public async Task Load_DockerArchive_IsReadByItsPaths()
    {
        var directory = Directory.CreateDirectory(_directory["docker"]).FullName;
        var layer = new TarBuilder().File("app", "docker").ToArray();
        Directory.CreateDirectory(Path.Combine(directory, "abc"));
        File.WriteAllBytes(Path.Combine(directory, "abc", "layer.tar"), layer);
        File.WriteAllText(
            Path.Combine(directory, "config.json"),
            $$$"""{"os":"linux","architecture":"{{{OciPlatform.ThisArchitecture}}}","config":{"Cmd":["/app"]},"rootfs":{"type":"layers","diff_ids":["{{{TestImage.DigestOf(layer)}}}"]}}""");
        File.WriteAllText(Path.Combine(directory, "manifest.json"), """[{"Config":"config.json","RepoTags":["tool:1","tool:2"],"Layers":["abc/layer.tar"]}]""");
        var resolver = Open();
        Assert.Equal(["docker.io/library/tool:1", "docker.io/library/tool:2"], Assert.Single(await resolver.LoadAsync(directory, null, CancellationToken.None)).Names.Order());
        Assert.Equal(["/app"], (await resolver.FindAsync(new ImageRequest { Reference = "tool:2" }, CancellationToken.None))!.Arguments);
        Assert.True(await resolver.RemoveAsync("tool:2", CancellationToken.None));
        Assert.Equal(["docker.io/library/tool:1"], Assert.Single(resolver.List()).Names);
    }

    [RequiresTheory(Component.Root)]
    [InlineData("manifest.json", """[{"Config":"../secret","RepoTags":["a"],"Layers":[]}]""")]
    [InlineData("manifest.json", """[{"Config":"/etc/hostname","RepoTags":["a"],"Layers":[]}]""")]
    [InlineData("manifest.json", "[]")]
    [InlineData("index.json", "{}")]
    [InlineData("index.json", "no json")]
    [InlineData("other", "")]
    public async Task Load_Malformed_IsRefused(string file, string content)
    {
        File.WriteAllText(_directory["secret"], """{"rootfs":{"diff_ids":[]}}""");
        Directory.CreateDirectory(_directory["bad"]);
        File.WriteAllText(_directory["bad/" + file], content);
        var failure = await Record.ExceptionAsync(() => Open().LoadAsync(_directory["bad"], null, CancellationToken.None));
        Assert.True(failure is ProviderException or IOException, failure?.ToString());
        Assert.Empty(Open().List());
    }

    [RequiresFact(Component.Root)]
    public async Task Open_AfterACrash_ThrowsAwayWhatWasNotFinished()
    {
        _registry.Put(App(), "1");
        var image = await PullAsync(Open());
        Directory.CreateDirectory(_directory["images/ingest/work-9/fs/x"]);
        Directory.CreateDirectory(_directory[$"images/layers/{new string('a', 64)}/fs"]);
        var resolver = Open();
        Assert.All(image.Layers, layer => Assert.True(Directory.Exists(layer)));
        Assert.Equal(2, Directory.EnumerateDirectories(_directory["images/layers"]).Count());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory["images/ingest"]));
        Assert.NotNull(await FindAsync(resolver));
    }

    private static TestImage App() => new(
        JsonNode.Parse("""{"Entrypoint":["/app"],"Cmd":["serve"],"Env":["A=b=c"],"WorkingDir":"/work","User":"app:staff","StopSignal":"SIGQUIT","Labels":{"x":"y"}}""")!.AsObject(),
        new TarBuilder().File("app", "one", 0x1ED),
        new TarBuilder().File("etc/conf", "two").File("etc/.wh.gone"));

    private OciImageResolver Open(RegistryOptions? options = null)
    {
        var resolver = new OciImageResolver(_directory["images"], options ?? new RegistryOptions(), _leases, TimeProvider.System);
        _opened.Add(resolver);
        return resolver;
    }

    private ImageRequest Request() => new() { Reference = Reference, PullSecrets = [Secret with { Registry = _registry.Host }] };

    private Task<ResolvedImage> PullAsync(OciImageResolver resolver) => resolver.PullAsync(Request(), CancellationToken.None);

    private Task<ResolvedImage?> FindAsync(OciImageResolver resolver) => resolver.FindAsync(Request(), CancellationToken.None);

    private static async Task<ErrorReason> FailAsync(OciImageResolver resolver, ImageRequest request) =>
        (await Assert.ThrowsAsync<ProviderException>(() => resolver.PullAsync(request, CancellationToken.None))).Reason;
}
