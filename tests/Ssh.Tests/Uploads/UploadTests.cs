using System.Text;
using Reeve.Testing;

namespace Reeve.Ssh.Tests.Uploads;

/// <summary>Files by this machine's shell and by a real sshd's.</summary>
public sealed class UploadTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TempDirectory _scratch = new();

    public UploadTests() => File.SetUnixFileMode(_scratch.Path, (UnixFileMode)0x1ff);

    public static TheoryData<string> Shells => RemoteShellTests.Shells;

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Upload_FilesLinksAndDirectories_AsTheyWereGiven(string kind)
    {
        await using var shell = await OpenAsync(kind);
        var big = new byte[3_000_000];
        Random.Shared.NextBytes(big);
        var path = string.Concat(Enumerable.Repeat("long-", 40));

        await shell.UploadAsync(
            [
                new RemoteTree
                {
                    Directory = _scratch["a/b/-pod"],
                    Files =
                    [
                        new RemoteFile { Path = "volumes", IsDirectory = true, Mode = 0x1ed },
                        new RemoteFile { Path = "volumes/big", Content = big, Mode = 0x124 },
                        new RemoteFile { Path = "volumes/-it's a\n\"file\" 日本", Content = "odd"u8.ToArray() },
                        new RemoteFile { Path = $"volumes/{path}", Content = ReadOnlyMemory<byte>.Empty },
                        new RemoteFile { Path = "volumes/run", Content = "#!/bin/sh\n"u8.ToArray(), Mode = 0x1ed },
                        new RemoteFile { Path = "volumes/link", LinkTarget = "../volumes/big" },
                        new RemoteFile { Path = "volumes/dangling", LinkTarget = "/no/such place" },
                    ],
                },
                new RemoteTree { Directory = _scratch["elsewhere"], Files = [new RemoteFile { Path = "x", Content = "y"u8.ToArray() }] },
            ],
            None);

        var volumes = _scratch["a/b/-pod/volumes"];
        Assert.Equal(big, await File.ReadAllBytesAsync(Path.Combine(volumes, "big")));
        Assert.Equal(0x124, (int)File.GetUnixFileMode(Path.Combine(volumes, "big")));
        Assert.Equal(0x180, (int)File.GetUnixFileMode(Path.Combine(volumes, path)));
        Assert.Equal(0x1ed, (int)File.GetUnixFileMode(Path.Combine(volumes, "run")));
        Assert.Equal(0x1ed, (int)File.GetUnixFileMode(volumes));
        Assert.Equal(0x1c0, (int)File.GetUnixFileMode(_scratch["a/b/-pod"]));
        Assert.Equal(0x1c0, (int)File.GetUnixFileMode(_scratch["a/b"]));
        Assert.Equal("odd", await File.ReadAllTextAsync(Path.Combine(volumes, "-it's a\n\"file\" 日本")));
        Assert.Equal("../volumes/big", new FileInfo(Path.Combine(volumes, "link")).LinkTarget);
        Assert.Equal("/no/such place", new FileInfo(Path.Combine(volumes, "dangling")).LinkTarget);
        Assert.Equal("y", await File.ReadAllTextAsync(_scratch["elsewhere/x"]));
        AssertNoTraces();
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Upload_ThereAlready_ReplacedOrKept(string kind)
    {
        await using var shell = await OpenAsync(kind);
        await shell.UploadAsync([Tree("first", keep: false)], None);
        await shell.UploadAsync([Tree("second", keep: true)], None);
        Assert.Equal("first", await File.ReadAllTextAsync(_scratch["pod/file"]));

        await shell.UploadAsync([Tree("third", keep: false)], None);

        Assert.Equal("third", await File.ReadAllTextAsync(_scratch["pod/file"]));
        AssertNoTraces();
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Upload_WhatCannotBeWritten_ReasonAndNoTraces(string kind)
    {
        await using var shell = await OpenAsync(kind);
        await File.WriteAllTextAsync(_scratch["file"], "");

        await Assert.ThrowsAsync<ProviderException>(() => shell.UploadAsync([Tree("x", keep: false) with { Directory = _scratch["file/below"] }], None));

        AssertNoTraces();
    }

    [RequiresFact(Component.Root)]
    public async Task Upload_NoSpaceLeft_Exhausted()
    {
        var place = Directory.CreateDirectory(_scratch["small"]).FullName;
        var script = $"mount -t tmpfs -o size=64k,mode=777 none '{place}'";
        Assert.True((await Tool.RunAsync("sh", ["-c", script])).Succeeded);
        try
        {
            await using var shell = new LocalShell();
            var tree = new RemoteTree { Directory = Path.Combine(place, "pod"), Files = [new RemoteFile { Path = "big", Content = new byte[1_000_000] }] };

            var failure = await Assert.ThrowsAsync<ProviderException>(() => shell.UploadAsync([tree], None));

            Assert.Equal(ErrorReason.Exhausted, failure.Reason);
            Assert.Empty(Directory.EnumerateFileSystemEntries(place));
        }
        finally
        {
            Assert.True((await Tool.RunAsync("umount", [place])).Succeeded);
        }
    }

    [Theory]
    [InlineData("relative", "x")]
    [InlineData("/a/../b", "x")]
    [InlineData("/", "x")]
    [InlineData("/a//b", "x")]
    [InlineData("/tmp/reeve-never", "../x")]
    [InlineData("/tmp/reeve-never", "/x")]
    [InlineData("/tmp/reeve-never", "a/./x")]
    [InlineData("/tmp/reeve-never", "")]
    public async Task Upload_PathsThatLeave_Invalid(string directory, string path)
    {
        await using var shell = new LocalShell();
        var tree = new RemoteTree { Directory = directory, Files = [new RemoteFile { Path = path }] };

        Assert.Equal(ErrorReason.Invalid, (await Assert.ThrowsAsync<ProviderException>(() => shell.UploadAsync([tree], None))).Reason);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Receive_OtherBytesThanAnnounced_NothingAppears(string kind)
    {
        await using var shell = await OpenAsync(kind);
        var groups = Ssh.Uploads.UploadGroup.Of([Tree("x", keep: false)]);
        var archive = new MemoryStream();
        await Ssh.Uploads.TreeArchive.WriteAsync(groups, archive, None);
        var command = Ssh.Uploads.UploadScript.Receive(groups, await Ssh.Uploads.TreeArchive.DigestAsync(groups, None));

        // As if the connection had ended early.
        var result = await shell.RunAsync(command with { StandardInput = archive.ToArray().AsMemory(0, (int)archive.Length / 2) }, None);

        Assert.Equal(Ssh.Uploads.UploadScript.Mangled, result.ExitCode);
        Assert.False(Directory.Exists(_scratch["pod"]));
        AssertNoTraces();
    }

    private static async Task<IRemoteShell> OpenAsync(string kind) => kind == "local" ? new LocalShell() : await Logins.ShellAsync();

    private RemoteTree Tree(string content, bool keep) =>
        new() { Directory = _scratch["pod"], KeepExisting = keep, Files = [new RemoteFile { Path = "file", Content = Encoding.UTF8.GetBytes(content) }] };

    private void AssertNoTraces() => Assert.Empty(Directory.EnumerateFileSystemEntries(_scratch.Path, ".upload-*", SearchOption.AllDirectories));
}
