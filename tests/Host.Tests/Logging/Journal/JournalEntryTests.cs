using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Host.Logging.Journal;

namespace Reeve.Host.Tests.Logging.Journal;

public sealed class JournalEntryTests
{
    [Fact]
    public void Add_AnyTexts_ReadBackAsTheyWere() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>[]>(),
        texts =>
        {
            var entry = new JournalEntry();
            var values = texts.Select(text => text.Get).Where(text => !text.Any(char.IsSurrogate)).ToList();
            foreach (var value in values)
            {
                entry.Add("FIELD", value);
            }

            return Read(entry.Bytes).SequenceEqual(values.Select(value => ("FIELD", value)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Add_LongValue_CutBetweenCharacters()
    {
        var entry = new JournalEntry().Add("A", "x" + new string('ä', JournalEntry.MaxValue)).Add("B", "b");

        var fields = Read(entry.Bytes);

        Assert.Equal("x" + new string('ä', (JournalEntry.MaxValue - 1) / 2), fields[0].Value);
        Assert.Equal(("B", "b"), fields[1]);
    }

    [Theory]
    [InlineData("podUid", "REEVE_POD_UID")]
    [InlineData("Pod", "REEVE_POD")]
    [InlineData("URL", "REEVE_URL")]
    [InlineData("a.b-c", "REEVE_A_B_C")]
    [InlineData("attempt2Of", "REEVE_ATTEMPT2_OF")]
    public void For_NameOfAValue_CapitalLetters(string name, string field) => Assert.Equal(field, JournalField.For(name));

    [Fact]
    public void For_AnyName_IsAFieldThatJournaldTakes() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        name => JournalField.For(name.Get) is { Length: <= 64 } field && field.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '_'))
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("9:1234", "socket:[1234]", true)]
    [InlineData("9:1234", "socket:[12345]", false)]
    [InlineData("9:1234", "/dev/pts/1", false)]
    [InlineData("9:1234", null, false)]
    [InlineData("", "socket:[]", false)]
    [InlineData("9:", "socket:[]", false)]
    public void IsStandardError_OnlyTheSocketThatWasGiven(string stream, string? target, bool expected) =>
        Assert.Equal(expected, JournalStream.IsStandardError(new Dictionary<string, string> { ["JOURNAL_STREAM"] = stream }, target));

    /// <summary>Reads the native protocol as journald does.</summary>
    internal static List<(string Name, string Value)> Read(ReadOnlySpan<byte> entry)
    {
        var fields = new List<(string, string)>();
        while (!entry.IsEmpty)
        {
            var line = entry.IndexOf((byte)'\n');
            var equals = entry[..line].IndexOf((byte)'=');
            if (equals >= 0)
            {
                fields.Add((Encoding.UTF8.GetString(entry[..equals]), Encoding.UTF8.GetString(entry[(equals + 1)..line])));
                entry = entry[(line + 1)..];
                continue;
            }

            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(entry[(line + 1)..]);
            var value = entry.Slice(line + 9, length);
            Assert.Equal((byte)'\n', entry[line + 9 + length]);
            fields.Add((Encoding.UTF8.GetString(entry[..line]), Encoding.UTF8.GetString(value)));
            entry = entry[(line + 10 + length)..];
        }

        return fields;
    }
}
