using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Reeve.Plugins.Slurm.Tests.Jobs.Exactness;

/// <summary>Texts that have broken shells, scripts and option parsers.</summary>
internal static class Corpus
{
    public static readonly IReadOnlyList<string> Texts =
    [
        "", " ", "  two  spaces  ", "plain", "'", "\"", "'\"'\"'", "\\", "\\\\", "\\n", "\\'", "a\nb", "\n", "\n\n", "a\r\nb", "\t", "\u0001\u0007\u001b[31m",
        "$(touch /tmp/reeve-injected)", "`touch /tmp/reeve-injected`", "$HOME", "${HOME}", "$((1+1))", "$'\\x41'", "$", "!", "!!", "#", "# not a comment", ";", "; exit 3",
        "&&", "||", "|", "&", "<", ">", "> /tmp/reeve-injected", "*", "?", "[a-z]", "~", "~root", "{a,b}", "%", "%s%n%d", "%%", "%j", "--", "-", "-n", "--help", "-e",
        "=", "a=b", ",", "a,b", ":", "a:b:ro", "/", "//", "../../etc/passwd", ".", "..", "EOF", "\nEOF\n", "<<EOF", "é→😀", "\u202e", "\ufeffbom", "\u2028", "\u00a0",
        "#SBATCH --uid=0", "\n#SBATCH --uid=0\n", "{{runner}}", "{{{x}}}", "@reeve0:ip:", "@reeve1", "(a)", "[[ 1 ]]", "0", "null", "true",
    ];

    /// <summary>A value as long as the system takes.</summary>
    public static string Long(int length) => new StringBuilder().Insert(0, "x'\"$(", (length / 5) + 1).ToString()[..length];

    /// <summary>Texts out of pieces of the corpus and any characters, without NUL and halves of surrogate pairs.</summary>
    public static Gen<string> Generator =>
        from pieces in Gen.ListOf(Gen.OneOf(Gen.Elements(Texts.ToArray()), ArbMap.Default.GeneratorFor<char>().Select(c => c.ToString())))
        select Clean(string.Concat(pieces));

    private static string Clean(string text) => new([.. text.Where(c => c != '\0' && !char.IsSurrogate(c))]);
}
