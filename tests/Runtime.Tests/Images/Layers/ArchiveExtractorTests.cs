using System.Runtime.Versioning;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Images.Layers;
using Reeve.Runtime.Linux;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Images.Layers;

[SupportedOSPlatform("linux")]
public sealed class ArchiveExtractorTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string Root => _directory["root"];

    public void Dispose() => _directory.Dispose();

    [RequiresFact(Component.Root)]
    public void Extract_EveryKind_HasOwnersModesAndTimes()
    {
        var size = Extract(new TarBuilder()
            .Directory("./etc/", 0x1C9, 5, 6).File("etc/a", "hello", 0x9ED, 7, 8).Link("etc/link", "/etc/a").HardLink("etc/hard", "etc/a")
            .Device("null", 1, 3).Add("fifo", '6', [], "", 0x180).File("/absolute", "x").File("made/on/the/way", "y"));

        Assert.Equal(7, size);
        var file = FileStatus.Of(Path("etc/a"))!.Value;
        Assert.Equal((0x9ED, 7U, 8U), (file.Mode, file.User, file.Group));
        Assert.Equal("hello", File.ReadAllText(Path("etc/a")));
        Assert.Equal(file.Inode, FileStatus.Of(Path("etc/hard"))!.Value.Inode);
        Assert.Equal("/etc/a", new FileInfo(Path("etc/link")).LinkTarget);
        var directory = FileStatus.Of(Path("etc"))!.Value;
        Assert.Equal((0x1C9, 5U, 6U), (directory.Mode, directory.User, directory.Group));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_000_000_000).UtcDateTime, Directory.GetLastWriteTimeUtc(Path("etc")));
        Assert.Equal(FileKind.CharacterDevice, FileStatus.Of(Path("null"))!.Value.Kind);
        Assert.Equal(FileKind.Fifo, FileStatus.Of(Path("fifo"))!.Value.Kind);
        Assert.True(File.Exists(Path("absolute")) && File.Exists(Path("made/on/the/way")));
    }

    [RequiresFact(Component.Root)]
    public void Extract_Whiteouts_BecomeThoseOfOverlayfs()
    {
        Extract(new TarBuilder()
            .File("etc/.wh.gone").File("var/.wh..wh..opq").File("var/new", "n").File("x/.wh..wh.plnk").File("swap/.wh.dir").Directory("swap/dir"));

        Assert.Equal(FileKind.CharacterDevice, FileStatus.Of(Path("etc/gone"))!.Value.Kind);
        Assert.Equal("y", Attribute("var"));
        Assert.Equal("y", Attribute("swap/dir"));
        Assert.True(File.Exists(Path("var/new")));
        Assert.False(System.IO.Path.Exists(Path("x/.wh..wh.plnk")));
    }

    [RequiresFact(Component.Root)]
    public void Extract_Attributes_KeepsCapabilitiesByteForByteAndNothingForOverlayfs()
    {
        byte[] capability = [1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        Extract(new TarBuilder()
            .Pax("SCHILY.xattr.security.capability", capability).File("ping", "x", 0x1ED)
            .Pax("SCHILY.xattr.trusted.overlay.opaque", "y"u8.ToArray()).Directory("plain"));
        Assert.Equal(capability, Read(Path("ping"), "security.capability"));
        Assert.Null(Read(Path("plain"), "trusted.overlay.opaque"));
    }

    [RequiresTheory(Component.Root)]
    [InlineData("../escape")]
    [InlineData("a/../../escape")]
    public void Extract_NameThatLeadsOut_IsRefused(string name) =>
        Assert.Throws<InvalidDataException>(() => Extract(new TarBuilder().File(name, "x")));

    [RequiresFact(Component.Root)]
    public void Extract_LinkThatLeadsOut_IsFollowedInsideAlone()
    {
        Directory.CreateDirectory(_directory["outside"]);
        Extract(new TarBuilder().Link("up", "../../outside").File("up/file", "x").Link("absolute", _directory["outside"]).File("absolute/file", "x"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory["outside"]));
    }

    [RequiresFact(Component.Root)]
    public void Extract_HardLinkOut_IsRefused()
    {
        File.WriteAllText(_directory["secret"], "s");
        Assert.Throws<InvalidDataException>(() => Extract(new TarBuilder().HardLink("a", "../secret")));
        Assert.Throws<InvalidDataException>(() => Extract(new TarBuilder().Link("up", "..").HardLink("b", "up/secret")));
        Assert.Throws<InvalidDataException>(() => Extract(new TarBuilder().HardLink("c", _directory["secret"])));
    }

    [RequiresFact(Component.Root)]
    public void Extract_TooMuch_IsRefused()
    {
        var two = new TarBuilder().File("a", "12345").File("b", "67890").ToArray();
        Assert.Throws<InvalidDataException>(() => Extract(two, ExtractionSettings.Layer with { MaxBytes = 9 }));
        Assert.Throws<InvalidDataException>(() => Extract(two, ExtractionSettings.Layer with { MaxEntries = 1 }));
        Assert.Equal(10, Extract(two, ExtractionSettings.Layer with { MaxEntries = 2, MaxBytes = 10 }));
    }

    [RequiresFact(Component.Root)]
    public void Extract_LaterEntryOfAName_TakesItsPlace()
    {
        Extract(new TarBuilder().Directory("a").File("a/b", "x").File("a", "now a file").Link("l", "/nowhere").File("l", "now a file"));
        Assert.Equal("now a file", File.ReadAllText(Path("a")));
        Assert.Equal("now a file", File.ReadAllText(Path("l")));
    }

    [RequiresFact(Component.Root)]
    public void Extract_LongNames_AreWhole()
    {
        var name = string.Join('/', Enumerable.Repeat("directory", 30)) + "/é";
        Extract(new TarBuilder().LongName(name).File("short", "1").Pax("path", Encoding.UTF8.GetBytes(name + "2")).File("short", "2"));
        Assert.Equal("1", File.ReadAllText(Path(name)));
        Assert.Equal("2", File.ReadAllText(Path(name + "2")));
    }

    [RequiresFact(Component.Root)]
    public void Extract_AnyNamesAndLinks_StaysInside()
    {
        var part = Gen.Elements("a", "b", "..", ".", "", "up", "abs", ".wh.a", ".wh..wh..opq", "c");
        var name = Gen.ArrayOf(part).Select(parts => string.Join('/', parts.Take(5)));
        var entry = from kind in Gen.Elements('0', '1', '2', '5', '3')
                    from at in name
                    from target in Gen.OneOf(name, Gen.Elements("..", "../..", "/", _directory["outside"], "/etc"))
                    select (kind, at, target);
        Directory.CreateDirectory(_directory["outside"]);
        var marker = _directory["outside/marker"];
        File.WriteAllText(marker, "untouched");
        Prop.ForAll(Gen.ArrayOf(entry).ToArbitrary(), entries =>
        {
            var tar = new TarBuilder().Link("up", "../outside").Link("abs", _directory["outside"]);
            foreach (var (kind, at, target) in entries)
            {
                tar.Add(at, kind, kind == '0' ? "content"u8.ToArray() : [], target, 0x1ED);
            }

            try
            {
                Extract(tar);
            }
            catch (InvalidDataException)
            {
                // Refused is as good.
            }

            return Directory.EnumerateFileSystemEntries(_directory["outside"]).Single() == marker && File.ReadAllText(marker) == "untouched"
                && FileStatus.Of(marker)!.Value.Mode == 0x1A4
                && Directory.EnumerateFileSystemEntries(_directory.Path).Select(System.IO.Path.GetFileName).Order().SequenceEqual(["outside", "root"]);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void TarReader_AnyBytes_EndsOrRefuses() => Prop.ForAll<byte[], int>((bytes, cut) =>
    {
        var archive = new TarBuilder().Pax("path", bytes).File("a", "content").Directory("b").ToArray();
        var at = (int)((uint)cut % archive.Length);
        archive[at] ^= (byte)(bytes.Length + 1);
        try
        {
            var reader = new TarReader(new MemoryStream(archive));
            while (reader.Next() is not null)
            {
            }
        }
        catch (InvalidDataException)
        {
            return true;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Zstd_Compressed_IsReadAndDamageIsSeen()
    {
        // "hello\n" as the zstd program writes it.
        byte[] frame = [0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x58, 0x31, 0x00, 0x00, 0x68, 0x65, 0x6c, 0x6c, 0x6f, 0x0a, 0x53, 0x88, 0xbd, 0x91];
        Assert.Equal("hello\n", new StreamReader(Compression.Open(new MemoryStream(frame))).ReadToEnd());
        Assert.Equal("hello\nhello\n", new StreamReader(Compression.Open(new MemoryStream([.. frame, .. frame]))).ReadToEnd());
        Assert.Throws<InvalidDataException>(() => new StreamReader(Compression.Open(new MemoryStream(frame[..^6]))).ReadToEnd());
        frame[10] ^= 1;
        Assert.Throws<InvalidDataException>(() => new StreamReader(Compression.Open(new MemoryStream(frame))).ReadToEnd());
    }

    [LinuxFact]
    public void Extract_Package_KeepsPermissionsAndNothingElse()
    {
        Extract(new TarBuilder()
            .Directory("lib/", 0x140, 5, 6).File("lib/tool", "run", 0x9ED, 7, 8).Link("bin/tool", "../lib/tool").HardLink("bin/same", "lib/tool").File("secret", "x", 0).File(".wh.name", "n").ToArray(),
            ExtractionSettings.Package);

        Assert.Equal((0x1ED, Libc.EffectiveUser()), (FileStatus.Of(Path("lib/tool"))!.Value.Mode, FileStatus.Of(Path("lib/tool"))!.Value.User));
        Assert.Equal((0x1C0, 0x180), (FileStatus.Of(Path("lib"))!.Value.Mode, FileStatus.Of(Path("secret"))!.Value.Mode));
        Assert.Equal("../lib/tool", new FileInfo(Path("bin/tool")).LinkTarget);
        Assert.Equal(["run", "run", "n"], new[] { "bin/tool", "bin/same", ".wh.name" }.Select(name => File.ReadAllText(Path(name))));
    }

    [LinuxTheory]
    [InlineData("up", "../outside", null, null)]
    [InlineData("up", "/etc", null, null)]
    [InlineData("p", ".", "p/q", "../outside")] // harmless by its name, not below p
    [InlineData("a/b", "..", "c", "a/b/../outside")] // nor by way of another link
    [InlineData("one", "two", "two", "one")]
    public void Extract_LinkThatLeadsOut_IsRefused(string name, string target, string? second, string? secondTarget)
    {
        var archive = new TarBuilder().Link(name, target);
        archive = second is null ? archive : archive.Link(second, secondTarget!);

        Assert.Throws<InvalidDataException>(() => Extract(archive.ToArray(), ExtractionSettings.Package));
        Assert.Throws<InvalidDataException>(() => Extract(archive.ToArray(), ExtractionSettings.Files));
    }

    [LinuxFact]
    public void Extract_DeviceOutsideOfALayer_IsRefused() =>
        Assert.Throws<InvalidDataException>(() => Extract(new TarBuilder().Device("null", 1, 3).ToArray(), ExtractionSettings.Files));

    private string Path(string name) => System.IO.Path.Combine(Root, name);

    private long Extract(TarBuilder tar) => Extract(tar.ToArray(), ExtractionSettings.Layer);

    private long Extract(byte[] archive, ExtractionSettings settings)
    {
        if (Directory.Exists(Root))
        {
            Directory.Delete(Root, recursive: true);
        }

        Directory.CreateDirectory(Root);
        return ArchiveExtractor.Extract(new MemoryStream(archive), Root, settings, CancellationToken.None);
    }

    private string? Attribute(string name) => Read(Path(name), LayerTree.OpaqueAttribute) is { } value ? Encoding.UTF8.GetString(value) : null;

    private static byte[]? Read(string path, string attribute)
    {
        var buffer = new byte[256];
        var count = (int)XattrCalls.Get(path, attribute, buffer, (nuint)buffer.Length);
        return count < 0 ? null : buffer[..count];
    }
}
