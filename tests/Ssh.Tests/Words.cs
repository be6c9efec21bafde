using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Reeve.Ssh.Tests;

/// <summary>Words as nobody wants them in a shell.</summary>
internal static class Words
{
    private static readonly string[] Nasty =
    [
        "'", "''", "\"", "\\", "\\\\", "\n", "\r\n", "$", "$(id)", "`id`", "${HOME}", "!", "!!", "~", "*", "?", "[a]", "{a,b}", "#", ";", "&", "|", "<", ">",
        "(", ")", " ", "\t", "-", "--", "-n", "-e", "%", "%s", "%n", "\\0", "\\c", "\\x41", "=", "\u0001", "\u001e", "\u007f", "\u001b[31m", "é", "日本", "😀", "\ufeff", "\u2028", "a",
    ];

    /// <summary>Texts without NUL, made of nasty pieces and whatever else comes.</summary>
    public static Arbitrary<string> Any { get; } = Gen.OneOf(
            Gen.ListOf(Gen.Elements(Nasty)).Select(string.Concat),
            ArbMap.Default.GeneratorFor<string>().Select(Clean),
            Gen.Elements(Nasty),
            Gen.Constant(""))
        .ToArbitrary();

    /// <summary>Lists of them, not empty.</summary>
    public static Arbitrary<string[]> List { get; } = Gen.NonEmptyListOf(Any.Generator).Select(words => words.ToArray()).ToArbitrary();

    /// <summary>What <c>printf '%s\0'</c> makes of words.</summary>
    public static byte[] Terminated(IEnumerable<string> words) => Encoding.UTF8.GetBytes(string.Concat(words.Select(word => word + "\0")));

    private static string Clean(string? text) =>
        new([.. (text ?? "").EnumerateRunes().Where(rune => rune.Value is not (0 or 0xfffd)).SelectMany(rune => rune.ToString())]);
}
