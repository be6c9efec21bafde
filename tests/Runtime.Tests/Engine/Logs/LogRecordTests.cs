using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Engine.Logs;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Engine.Logs;

public class LogRecordTests
{
    [Fact]
    public void Decode_OneBitChanged_IsNoRecord() => Prop.ForAll<long, long, int>((length, offset, bit) =>
    {
        var record = new LogRecord { Length = length, Generation = 3, Completed = bit % 2 == 0, StandardError = new SpoolPosition(offset, 1) };
        var bytes = new byte[LogRecord.Size];
        record.Encode(bytes);
        Assert.Equal(record, LogRecord.Decode(bytes));
        var place = Math.Abs(bit % (68 * 8));
        bytes[place / 8] ^= (byte)(1 << (place % 8));
        Assert.Null(LogRecord.Decode(bytes));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Commit_NextOneTorn_LeavesTheOneBefore()
    {
        using var directory = new TempDirectory();
        using (var file = new LogRecordFile(directory["x"]))
        {
            Assert.Null(file.Current);
            file.Commit(new LogRecord { Length = 1 });
            file.Commit(new LogRecord { Length = 2 });
            file.Commit(new LogRecord { Length = 3 });
        }

        Assert.Equal(3, LogRecordFile.Read(directory["x"])!.Value.Length);
        using (var file = new FileStream(directory["x"], FileMode.Open))
        {
            file.Position = LogRecord.Size;
            file.Write(new byte[20]);
        }

        Assert.Equal(2, LogRecordFile.Read(directory["x"])!.Value.Length);
        Assert.Null(LogRecordFile.Read(directory["missing"]));
    }
}
