using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Kubernetes;
using Reeve.Runtime.Images;
using Reeve.Runtime.Images.Stackable;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Images.Stackable;

public sealed class StackableImageResolverTests : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FileServer _server;
    private readonly StackableOptions _options;

    public StackableImageResolverTests()
    {
        Directory.CreateDirectory(_directory["repository"]);
        _server = new FileServer(_directory["repository"]);
        _options = new StackableOptions
        {
            PackageDirectory = _directory["packages"],
            ConfigDirectory = _directory["config"],
            LogDirectory = _directory["logs"],
            Repositories = [new Uri(_server.Address)],
            Namespace = "default",
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _directory.Dispose();
    }

    [LinuxFact]
    public async Task Pull_Package_IsUnpackedOnceAndHasItsPlaces()
    {
        Publish("noop-service", "1.0.0", Archive(("noop-service-1.0.0/start.sh", "#!/bin/sh\n", TarEntryType.RegularFile)));
        using var resolver = new StackableImageResolver(_options, NullLogger.Instance);
        var request = Request("noop-service:1.0.0");
        Assert.Null(await resolver.FindAsync(request, CancellationToken.None));

        var image = await resolver.PullAsync(request, CancellationToken.None);

        var root = _directory["packages/noop-service-1.0.0"];
        Assert.Equal("stackable:noop-service:1.0.0", image.Id);
        Assert.Equal(root, image.ProgramDirectory);
        Assert.Equal((root, _directory["config/ns-pod-uid"], _directory["logs/ns-pod-uid"]),
            (image.TemplateValues["packageroot"], image.TemplateValues["configroot"], image.TemplateValues["logroot"]));
        Assert.True(Directory.Exists(_directory["logs/ns-pod-uid"]));
        Assert.True(File.GetUnixFileMode(Path.Combine(root, "noop-service-1.0.0/start.sh")).HasFlag(UnixFileMode.UserExecute));

        var asked = _server.Requests.Count;
        Assert.NotNull(await resolver.FindAsync(request, CancellationToken.None));
        await resolver.PullAsync(request, CancellationToken.None);
        Assert.Equal(asked, _server.Requests.Count);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory["packages/_download"]));

        Directory.CreateDirectory(image.ConfigDirectory!);
        resolver.Release(image);
        Assert.False(Directory.Exists(image.ConfigDirectory));
        Assert.True(Directory.Exists(root));
    }

    [LinuxFact]
    public async Task Pull_Digest_IsChecked()
    {
        Publish("good", "1", Archive(("a", "a", TarEntryType.RegularFile)));
        Publish("bad", "1", Archive(("a", "a", TarEntryType.RegularFile)), hashes: $$"""{"SHA512": "{{new string('0', 128)}}"}""");
        Publish("odd", "1", Archive(("a", "a", TarEntryType.RegularFile)), hashes: """{"MD5": "d41d8cd98f00b204e9800998ecf8427e"}""");
        Publish("without", "1", Archive(("a", "a", TarEntryType.RegularFile)), hashes: "{}");
        using var resolver = new StackableImageResolver(_options, NullLogger.Instance);

        await resolver.PullAsync(Request("good:1"), CancellationToken.None);
        await resolver.PullAsync(Request("without:1"), CancellationToken.None);
        foreach (var name in (string[])["bad:1", "odd:1"])
        {
            var failure = await Assert.ThrowsAsync<ProviderException>(() => resolver.PullAsync(Request(name), CancellationToken.None));
            Assert.Equal(ErrorReason.Invalid, failure.Reason);
            Assert.Contains("digest", failure.Message, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(_directory["packages/bad-1"]));
    }

    [LinuxFact]
    public async Task Pull_RepositoriesOfTheCluster_AreAskedByNameAndBadOnesPassedOver()
    {
        Publish("web", "2.0", Archive(("run", "x", TarEntryType.RegularFile)));
        using var resolver = new StackableImageResolver(_options with { Repositories = [] }, NullLogger.Instance);
        var input = Assert.Single(resolver.DescribeInputs(Request("web:2.0").Pod!.Pod));
        Assert.Equal(("stable.stackable.de/v1", "Repository", "default", null, true), (input.ApiVersion, input.Kind, input.Namespace, input.Name, input.Optional));
        Assert.Empty(resolver.DescribeInputs(Request("registry.example.org/web:2.0").Pod!.Pod));

        // Without an address, unreachable, of another type, and the good one.
        var request = Request("web:2.0", input,
            Repository("a", "null"), Repository("b", $"\"http://127.0.0.1:{FreePorts.Find()}\""), Repository("c", $"\"{_server.Address}\"", "Other"), Repository("d", $"\"{_server.Address}\""));
        Assert.Equal("stackable:web:2.0", (await resolver.PullAsync(request, CancellationToken.None)).Id);

        // What may be in a repository that does not answer is not known to be missing.
        var failure = await Assert.ThrowsAsync<ProviderException>(() => resolver.PullAsync(request with { Reference = "none:1" }, CancellationToken.None));
        Assert.Equal(ErrorReason.Transient, failure.Reason);
        failure = await Assert.ThrowsAsync<ProviderException>(() => resolver.PullAsync(Request("none:1", input, Repository("d", $"\"{_server.Address}\"")), CancellationToken.None));
        Assert.Equal(ErrorReason.NotFound, failure.Reason);
        failure = await Assert.ThrowsAsync<ProviderException>(() => resolver.PullAsync(Request("bare"), CancellationToken.None));
        Assert.Equal(ErrorReason.NotFound, failure.Reason);
    }

    [LinuxFact]
    public async Task Pull_PlainHttpOfAnotherMachine_IsRefusedUnlessAllowed()
    {
        using var resolver = new StackableImageResolver(_options with { Repositories = [new Uri("http://192.0.2.1/")] }, NullLogger.Instance);
        var failure = await Assert.ThrowsAsync<ProviderException>(() => resolver.PullAsync(Request("web:1"), CancellationToken.None));
        Assert.Equal(ErrorReason.Invalid, failure.Reason);
        Assert.Contains("only https", failure.Message, StringComparison.Ordinal);
    }

    [LinuxTheory]
    [InlineData("../evil", "x", TarEntryType.RegularFile)]
    [InlineData("/evil", "x", TarEntryType.RegularFile)]
    [InlineData("a/../../evil", "x", TarEntryType.RegularFile)]
    [InlineData("link", "../../evil", TarEntryType.SymbolicLink)]
    [InlineData("link", "/etc/passwd", TarEntryType.SymbolicLink)]
    [InlineData("link", "/etc/passwd", TarEntryType.HardLink)]
    [InlineData("link", "../../../etc/passwd", TarEntryType.HardLink)]
    [InlineData("device", "", TarEntryType.CharacterDevice)]
    public async Task Pull_HostileArchive_WritesNothingOutside(string name, string content, TarEntryType type)
    {
        Publish("evil", "1", Archive(("good", "x", TarEntryType.RegularFile), (name, content, type)));
        using var resolver = new StackableImageResolver(_options, NullLogger.Instance);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => resolver.PullAsync(Request("evil:1"), CancellationToken.None));

        Assert.Equal(ErrorReason.Invalid, failure.Reason);
        Assert.False(Directory.Exists(_directory["packages/evil-1"]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory["packages/_download"]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory["packages"], "evil", SearchOption.AllDirectories));
        Assert.False(File.Exists(_directory["evil"]));
    }

    [LinuxFact]
    public async Task Pull_FileBelowALink_StaysInside()
    {
        Publish("sly", "1", Archive(("down", ".", TarEntryType.SymbolicLink), ("down/file", "x", TarEntryType.RegularFile)));
        using var resolver = new StackableImageResolver(_options, NullLogger.Instance);
        await resolver.PullAsync(Request("sly:1"), CancellationToken.None);
        Assert.Equal(["down", "file"], Directory.EnumerateFileSystemEntries(_directory["packages/sly-1"]).Select(path => Path.GetFileName(path)).Order());
    }

    [LinuxFact]
    public async Task Remove_OnceNoPodOfAnyNodeUsesIt_TakesThePackageAndLeavesOthers()
    {
        Publish("web", "1", Archive(("bin/web", "x", TarEntryType.RegularFile)));
        using var resolver = new StackableImageResolver(_options, NullLogger.Instance);
        using var neighbour = new StackableImageResolver(_options, NullLogger.Instance);
        Directory.CreateDirectory(_directory["packages/own-1"]); // somebody's own
        var image = await resolver.PullAsync(Request("web:1"), CancellationToken.None);

        var stored = Assert.Single(neighbour.List());
        Assert.Equal(("stackable:web:1", "stackable", true), (stored.Id, stored.Resolver, stored.InUse));
        Assert.InRange(stored.SizeBytes, 1, 100_000);
        var refused = await Assert.ThrowsAsync<ProviderException>(() => neighbour.RemoveAsync("web:1", CancellationToken.None));
        Assert.Equal(ErrorReason.Conflict, refused.Reason);
        Assert.Contains("ns-pod-uid", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(_directory["packages/web-1/bin/web"]));

        resolver.Release(image);

        Assert.False(Assert.Single(neighbour.List()).InUse);
        Assert.True(await neighbour.RemoveAsync(stored.Id, CancellationToken.None));
        Assert.False(await neighbour.RemoveAsync("own:1", CancellationToken.None));
        Assert.Empty(resolver.List());
        Assert.Null(await resolver.FindAsync(Request("web:1"), CancellationToken.None));
        Assert.Equal(["_download", "_installed", "own-1"], Directory.EnumerateDirectories(_directory["packages"]).Select(path => Path.GetFileName(path)).Order());
        Assert.NotNull(await resolver.PullAsync(Request("web:1"), CancellationToken.None)); // and it comes back
    }

    [LinuxFact]
    public async Task Pull_NoArchive_SaysSo()
    {
        Publish("text", "1", "no archive"u8.ToArray());
        using var resolver = new StackableImageResolver(_options, NullLogger.Instance);
        Assert.Equal(ErrorReason.Invalid, (await Assert.ThrowsAsync<ProviderException>(() => resolver.PullAsync(Request("text:1"), CancellationToken.None))).Reason);
    }

    private static ReadOnlyMemory<byte> Repository(string name, string url, string type = "StackableRepo") => Encoding.UTF8.GetBytes(
        $$"""{"apiVersion":"stable.stackable.de/v1","kind":"Repository","metadata":{"name":"{{name}}"},"spec":{"repo_type":"{{type}}","properties":{"url":{{url}}} } }""");

    private static ImageRequest Request(string reference, InputReference? input = null, params ReadOnlyMemory<byte>[] objects)
    {
        var id = new PodId { Owner = new Owner { Cluster = "c", Node = "n" }, Uid = "uid" };
        var pod = new Pod
        {
            Metadata = new() { Namespace = "ns", Name = "pod", Uid = "uid" },
            Spec = new() { Containers = [new Container { Name = "main", Image = reference }] },
        };
        return new ImageRequest
        {
            Reference = reference,
            Pod = new ResolvedPod
            {
                Id = id,
                Pod = pod,
                Containers = [],
                Inputs = input is null ? [] : [new ResolvedInput { Reference = input, Objects = objects }],
            },
        };
    }

    private static byte[] Archive(params (string Name, string Content, TarEntryType Type)[] entries)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Fastest, leaveOpen: true))
        {
            using var tar = new TarWriter(gzip, TarEntryFormat.Ustar);
            foreach (var (name, content, type) in entries)
            {
                var entry = new UstarTarEntry(type, name) { Mode = (UnixFileMode)0x1ed };
                if (type is TarEntryType.RegularFile)
                {
                    entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
                }
                else if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
                {
                    entry.LinkName = content;
                }

                tar.WriteEntry(entry);
            }
        }

        return result.ToArray();
    }

    private readonly List<string> _entries = [];

    private void Publish(string product, string version, byte[] archive, string? hashes = null)
    {
        File.WriteAllBytes(_directory[$"repository/{product}.tar.gz"], archive);
        hashes ??= $$"""{"SHA512": "{{Convert.ToHexString(SHA512.HashData(archive))}}"}""";
        _entries.Add($$""" "{{product}}": [{"version": "0"}, {"version": "{{version}}", "path": "{{product}}.tar.gz", "hashes": {{hashes}} }]""");
        File.WriteAllText(_directory["repository/metadata.json"], $$"""{"version": "1", "packages": { {{string.Join(",\n", _entries)}} } }""");
    }
}
