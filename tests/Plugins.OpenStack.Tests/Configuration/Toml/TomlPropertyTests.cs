using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Plugins.OpenStack.Configuration.Toml;

namespace Reeve.Plugins.OpenStack.Tests.Configuration.Toml;

public sealed class TomlPropertyTests
{
    [Fact]
    public void Read_AnyTextWritten_ComesBack() =>
        Prop.ForAll<NonNull<string>>(any =>
        {
            var text = Whole(any.Get);
            return TomlReader.Read($"a = {Quote(text)}", "test").Text("a") == text;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_AnyKeyWritten_ComesBack() =>
        Prop.ForAll<NonNull<string>, NonNull<string>>((first, second) =>
        {
            var (table, key) = (Whole(first.Get), Whole(second.Get));
            return TomlReader.Read($"[{Quote(table)}]\n{Quote(key)} = 1", "test").Table(table).Keys.Single() == key;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_AnyNumberWritten_ComesBack() =>
        Prop.ForAll<long, NormalFloat>((whole, real) =>
        {
            var table = TomlReader.Read(string.Create(CultureInfo.InvariantCulture, $"a = {whole}\nb = {real.Get:E16}\nc = 0x{Math.Abs(whole / 2):x}"), "test");
            return (long)table["a"] == whole && (double)table["b"] == double.Parse(real.Get.ToString("E16", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) && (long)table["c"] == Math.Abs(whole / 2);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_AnyMoment_ComesBack() =>
        Prop.ForAll<DateTime>(moment =>
        {
            var text = moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture);
            var table = TomlReader.Read($"a = {text}\nb = {text}Z", "test");
            return (DateTime)table["a"] == moment && ((DateTimeOffset)table["b"]).Ticks == moment.Ticks;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_AnyCharacters_AreReadOrRefused() =>
        Prop.ForAll(Gen.ListOf(Gen.Elements("a", "b", ".", "=", " ", "\n", "\r\n", "[", "]", "{", "}", ",", "\"", "'", "\\", "#", "1", "-", "_", "true", "é", "\0")).ToArbitrary(), parts =>
        {
            try
            {
                return TomlReader.Read(string.Concat(parts), "test") is not null;
            }
            catch (ProviderException exception)
            {
                return exception.Reason == ErrorReason.Invalid;
            }
        }).QuickCheckThrowOnFailure();

    // Half a pair is no character, and cannot be written.
    private static string Whole(string text) => string.Concat(text.EnumerateRunes().Where(rune => rune != Rune.ReplacementChar));

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            quoted.Append(rune.Value is < 0x20 or 0x7f or '"' or '\\' ? string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}") : rune.ToString());
        }

        return quoted.Append('"').ToString();
    }
}
