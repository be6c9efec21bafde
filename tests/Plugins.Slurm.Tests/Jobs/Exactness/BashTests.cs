using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Plugins.Slurm.Jobs.Files;
using Reeve.Plugins.Slurm.Jobs.Flags;
using Reeve.Testing;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Jobs.Exactness;

/// <summary>What quotes for a shell, or is read by one, against a real bash.</summary>
public sealed class BashTests
{
    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(100);

    [LinuxFact]
    public void Quote_AnyText_IsOneWordOfThoseBytes() => Prop.ForAll(Corpus.Generator.ToArbitrary(), text =>
        Bash("printf '%s\\0' " + ShellQuote.Quote(text)).SequenceEqual([text])).Check(Cases);

    [LinuxFact]
    public void Plain_AnyWordsAndVariables_ReachTheProgramAsTheyAre()
    {
        using var directory = new TempDirectory();
        File.WriteAllBytes(directory["plain.sh"], RunnerScripts.Plain);
        var items = from words in Gen.ListOf(Corpus.Generator) from values in Gen.ListOf(Corpus.Generator) select (words, values);
        Prop.ForAll(items.ToArbitrary(), item =>
        {
            var variables = item.values.Select((value, index) => $"V_{index}={value}").ToList();
            File.WriteAllBytes(directory["env"], NulList.Write(variables));
            var words = Run("bash", [directory["plain.sh"], directory["env"], "@reeve@", "1.2.3.4", "1.2.3.4,::1", "printf", "%s\\0", "first", .. item.words]);
            var seen = Run("bash", [directory["plain.sh"], directory["env"], "@reeve@", "1.2.3.4", "1.2.3.4,::1", "env", "-0"]);
            return words.SequenceEqual(["first", .. item.words]) && seen.Where(variable => variable.StartsWith("V_", StringComparison.Ordinal)).Order().SequenceEqual(variables.Order());
        }).Check(Cases);
    }

    [LinuxFact]
    public void Split_LinesWithoutExpansions_GivesTheWordsOfBash()
    {
        var characters = Gen.Elements("ab-=' \"\\\t,:.%@+/é".ToCharArray());
        var lines = Gen.ListOf(characters).Select(list => new string([.. list]));
        Prop.ForAll(lines.ToArbitrary(), line =>
        {
            // What the one refuses as unfinished the other does too: bash by an error, and a backslash at the end stays there.
            var words = FlagWords.Split(line);
            return words is null
                ? line.EndsWith('\\') || Fails(line)
                : Bash("printf '%s\\0' first " + line).SequenceEqual(["first", .. words]);
        }).Check(Cases.WithMaxTest(200));
    }

    [Fact]
    public void Problem_NulOrHalfASurrogate_IsRefused()
    {
        Assert.NotNull(NulList.Problem("a\0b"));
        Assert.NotNull(NulList.Problem("a\ud800"));
        Assert.NotNull(NulList.Problem("\udc00a"));
        Assert.Null(NulList.Problem("😀"));
    }

    private static List<string> Bash(string script) => Run("bash", ["-c", script]);

    private static bool Fails(string line) => Execute("bash", ["-c", "printf x " + line]).ExitCode != 0;

    private static List<string> Run(string program, IEnumerable<string> arguments)
    {
        var (code, output) = Execute(program, arguments);
        Assert.Equal(0, code);
        return [.. Encoding.UTF8.GetString(output).Split('\0')[..^1]];
    }

    private static (int ExitCode, byte[] Output) Execute(string program, IEnumerable<string> arguments)
    {
        using var process = Tool.Start(program, arguments);
        process.StandardInput.Close();
        using var output = new MemoryStream();
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return (process.ExitCode, output.ToArray());
    }
}
