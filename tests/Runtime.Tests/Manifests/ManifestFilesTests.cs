using System.Text;
using Reeve.Runtime.Manifests;

namespace Reeve.Runtime.Tests.Manifests;

public sealed class ManifestFilesTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("reeve-manifests-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Read_Directory_ManifestsByNameWithoutSubdirectories()
    {
        Write("b.yml", ConfigMap("b"));
        Write("a.yaml", ConfigMap("a"));
        Write("c.JSON", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}""");
        Write("d.txt", ConfigMap("d"));
        Write(".e.yaml", ConfigMap("e"));
        Directory.CreateDirectory(Path.Combine(_directory, "sub.yaml"));
        Write("sub.yaml/f.yaml", ConfigMap("f"));

        var set = new ManifestReader().Read([_directory]);

        Assert.Empty(set.Diagnostics);
        Assert.Equal(["a", "b", "c"], set.ConfigMaps.Select(static c => c.Metadata.Name));
    }

    [Fact]
    public void Read_FileNamedTwice_IsReadOnce()
    {
        var file = Write("a.yaml", ConfigMap("a"));

        Assert.Empty(new ManifestReader().Read([file, _directory]).Diagnostics);
    }

    [Fact]
    public void Read_FileNamedOtherwise_SameKey()
    {
        var file = Write("p.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {generateName: p-}\nspec: {containers: [{name: c, image: i}]}\n");

        var pod = Assert.Single(new ManifestReader().Read([file]).Pods);
        var same = Assert.Single(new ManifestReader().Read([Path.Combine(_directory, ".", "p.yaml")]).Pods);

        Assert.Equal($"{file}#default/{pod.Pod.Metadata.Name}", pod.Key);
        Assert.Equal((pod.Key, pod.Hash), (same.Key, same.Hash));
    }

    [Fact]
    public void Read_SeveralFiles_DiagnosticsNameTheFile()
    {
        var bad = Write("bad.yaml", "a: [");
        var good = Write("good.yaml", ConfigMap("good"));

        var set = new ManifestReader().Read([bad, good]);

        Assert.Equal(bad, Assert.Single(set.Diagnostics).File);
        Assert.Single(set.ConfigMaps);
    }

    [Fact]
    public void Read_NoSuchFile_SaysSo()
    {
        var path = Path.Combine(_directory, "none", "x.yaml");

        Assert.Equal($"{path}: error: there is no such file or directory", Assert.Single(new ManifestReader().Read([path]).Diagnostics).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void Read_PathThatIsNone_IsAnError(string path) => Assert.True(new ManifestReader().Read([path]).HasErrors);

    [Fact]
    public void Read_StandardInput_IsNamedSo()
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("a: ["));

        Assert.Equal("stdin", Assert.Single(new ManifestReader().Read([ManifestReader.StandardInput], input).Diagnostics).File);
        Assert.True(new ManifestReader().Read([ManifestReader.StandardInput]).HasErrors);
    }

    [Fact]
    public void Read_NotUtf8_SaysSo()
    {
        var file = Path.Combine(_directory, "latin1.yaml");
        File.WriteAllBytes(file, [(byte)'a', (byte)':', (byte)' ', 0xE9]);

        var diagnostic = Assert.Single(new ManifestReader().Read([file]).Diagnostics);

        Assert.Equal("the text is not valid UTF-8 (byte 3); save the file as UTF-8", diagnostic.Message);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Read_ByteOrderMark_IsObeyed(string encoding)
    {
        var file = Path.Combine(_directory, "mark.yaml");
        File.WriteAllText(file, ConfigMap("é").Replace("name: é", "name: e\ndata: {k: é}", StringComparison.Ordinal), Encoding.GetEncoding(encoding));

        var set = new ManifestReader().Read([file]);

        Assert.Empty(set.Diagnostics);
        Assert.Equal("é", Assert.Single(set.ConfigMaps).Data["k"]);
    }

    [Fact]
    public void Read_TooLarge_IsRefused()
    {
        var file = Write("large.yaml", "# " + new string('x', 1000));

        Assert.Equal("the file has more than 1000 bytes", Assert.Single(new ManifestReader(new() { MaxBytes = 1000 }).Read([file]).Diagnostics).Message);
    }

    [Fact]
    public void Read_LargeButAllowed_IsRead()
    {
        var file = Write("many.yaml", string.Join("---\n", Enumerable.Range(0, 2_000).Select(static i => ConfigMap($"c{i}") + $"data: {{k: \"{new string('x', 500)}\"}}\n")));

        var set = new ManifestReader().Read([file]);

        Assert.Empty(set.Diagnostics);
        Assert.Equal(2_000, set.ConfigMaps.Count);
    }

    private static string ConfigMap(string name) => $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {name}\n";

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, text);
        return path;
    }
}
