using System.Globalization;
using System.IO.MemoryMappedFiles;
using Reeve.Host.Memory;
using Reeve.Testing;

namespace Reeve.Host.Tests.Memory;

public sealed class FileMappingsTests
{
    private const int Size = 4 * 1024 * 1024;

    [Fact]
    public void Release_FileThatIsMappedToBeRead_IsNoLongerResidentAndReadsAsBefore()
    {
        using var directory = new TempDirectory();
        var bytes = new byte[Size];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(directory["file"], bytes);
        using var file = MemoryMappedFile.CreateFromFile(directory["file"], FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        using var view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        Assert.Equal(bytes, Read(view));
        Assert.Equal(Size, Resident(directory["file"]));

        FileMappings.Release();

        Assert.Equal(0, Resident(directory["file"]));
        Assert.Equal(bytes, Read(view));
    }

    [Fact]
    public void Release_FileThatIsMappedToBeWritten_KeepsWhatWasWritten()
    {
        using var directory = new TempDirectory();
        using var file = MemoryMappedFile.CreateFromFile(directory["file"], FileMode.Create, null, Size);
        using var view = file.CreateViewAccessor();
        view.Write(0, 42);

        FileMappings.Release();

        Assert.Equal(42, view.ReadInt32(0));
    }

    [Theory]
    [InlineData("7fb938a00000-7fb938edc000 r--s 00000000 fe:00 11921740                   /a b.dll", 0x7fb938a00000, 0x7fb938edc000)]
    [InlineData("400000-452000 r--s 00000000 08:02 173521", 0x400000, 0x452000)]
    public void Parse_ReadOnlyAndShared_ItsAddresses(string line, long start, long end) => Assert.Equal(((nuint)start, (nuint)end), FileMappings.Parse(line));

    [Theory]
    [InlineData("7fc5191e0000-7fc5191e1000 r--p 00000000 fe:00 11921743 /a.dll")]
    [InlineData("7fc5191e0000-7fc5191e1000 rw-s 00000000 fe:00 11921743 /memfd:doublemapper (deleted)")]
    [InlineData("7fc5191e0000-7fc5191e1000 r-xs 00000000 fe:00 11921743 /memfd:doublemapper (deleted)")]
    [InlineData("7fc5191e0000-7fc5191e1000 ---s 00000000 fe:00 11921743 /memfd:doublemapper (deleted)")]
    [InlineData("ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]")]
    [InlineData("r--s")]
    [InlineData("")]
    public void Parse_Other_Nothing(string line) => Assert.Null(FileMappings.Parse(line));

    private static byte[] Read(MemoryMappedViewAccessor view)
    {
        var read = new byte[Size];
        view.ReadArray(0, read, 0, Size);
        return read;
    }

    /// <summary>Bytes of a file that are resident in this process.</summary>
    private static long Resident(string file)
    {
        var lines = File.ReadLines("/proc/self/smaps").SkipWhile(line => !line.EndsWith(file, StringComparison.Ordinal)).ToList();
        var size = Assert.Single(lines.Take(10), line => line.StartsWith("Rss:", StringComparison.Ordinal));
        return 1024 * long.Parse(size.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
