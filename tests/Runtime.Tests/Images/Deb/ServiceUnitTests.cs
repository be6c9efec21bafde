using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Images.Deb.Units;

namespace Reeve.Runtime.Tests.Images.Deb;

public sealed class ServiceUnitTests
{
    [Theory]
    [InlineData("/usr/sbin/uptimed -f", "/usr/sbin/uptimed", "-f")]
    [InlineData("-/bin/a b", "/bin/a", "b")]
    [InlineData("@/bin/a seen-as b", "/bin/a", "b")]
    [InlineData("-@!/bin/a seen-as", "/bin/a")]
    [InlineData(":/bin/a $ARGS ${ONE}", "/bin/a", "$ARGS", "${ONE}")]
    [InlineData("/bin/a $ARGS", "/bin/a", "-x", "two words")]
    [InlineData("/bin/a ${ARGS}", "/bin/a", "-x 'two words'")]
    [InlineData("/bin/a --one=${ONE} --one=$ONE. $NONE '' $$HOME", "/bin/a", "--one=1", "--one=1.", "", "$HOME")]
    [InlineData("/bin/a 'b c' \"d\\\"e\" f\\x20g \\101", "/bin/a", "b c", "d\"e", "f g", "A")]
    [InlineData("/bin/sh -c 'echo a; echo b' \\;", "/bin/sh", "-c", "echo a; echo b", ";")]
    [InlineData("/bin/date +%%F", "/bin/date", "+%F")]
    public void Parse_ExecStart_IsReadAsSystemdDoes(string value, params string[] expected)
    {
        var unit = Parse($"[Service]\nEnvironment=\"ARGS=-x 'two words'\" ONE=1\nExecStart={value}\n");

        Assert.Null(unit.Problem);
        Assert.Equal(expected, unit.Arguments);
    }

    [Theory]
    [InlineData("ExecStart=/bin/a %i", "the specifier %i")]
    [InlineData("ExecStart=/bin/a ; /bin/b", "several commands")]
    [InlineData("ExecStart=/bin/a\nExecStart=/bin/b", "several commands")]
    [InlineData("Type=forking\nExecStart=/bin/a", "Type=forking")]
    [InlineData("ExecStart=/bin/a 'b", "is not closed")]
    [InlineData("ExecStart=/bin/a \\q", "means nothing")]
    [InlineData("ExecStart=", "no ExecStart")]
    [InlineData("ExecStart=-", "no program")]
    [InlineData("EnvironmentFile=/missing\nExecStart=/bin/a", "/missing is missing")]
    public void Parse_WhatCannotBeRunAlone_SaysWhy(string lines, string why)
    {
        var unit = Parse($"[Service]\n{lines}\nUser=x\n");

        Assert.Empty(unit.Arguments);
        Assert.Contains(why, unit.Problem, StringComparison.Ordinal);
        Assert.Equal("x", unit.User);
    }

    [Fact]
    public void Parse_Unit_ReadsWhatAnImageHas()
    {
        var unit = Parse(
            """
            [Unit]
            Description=a
            # ExecStart=/bin/no
            [Service]
            ExecStart=/bin/reset
            ExecStart=
            ExecStart=/usr/bin/prometheus \
              # between
              $ARGS \
              --log
            EnvironmentFile=-/etc/default/none
            EnvironmentFile=/etc/default/prometheus
            User=prometheus
            Group=www
            WorkingDirectory=-/var/lib/prometheus
            KillSignal=SIGINT
            [Install]
            WantedBy=multi-user.target
            """);

        Assert.Null(unit.Problem);
        Assert.Equal(["/usr/bin/prometheus", "--config=/etc/p.yml", "-v", "--log"], unit.Arguments);
        Assert.Equal("prometheus:www", unit.User);
        Assert.Equal("/var/lib/prometheus", unit.WorkingDirectory);
        Assert.Equal("SIGINT", unit.StopSignal);
        Assert.Contains(new("QUOTED", "a \"b\" # c"), unit.Environment);
    }

    [Fact]
    public void Parse_Privileged_IgnoresTheUser() => Assert.Null(Parse("[Service]\nExecStart=+/bin/a\nUser=x\n").User);

    [Theory]
    [InlineData("A=b", "b")]
    [InlineData("A= b c  ", "b c")]
    [InlineData("A='b\nc'", "b\nc")]
    [InlineData("A=\"b\\\"c\\n\"", "b\"c\\n")]
    [InlineData("A=b\\\nc", "bc")]
    [InlineData("A=b' 'c\" d\"", "b c d")]
    [InlineData("A=", "")]
    public void EnvironmentFile_Value_IsUnquoted(string text, string expected) =>
        Assert.Equal([new("A", expected)], UnitEnvironmentFile.Parse($"# A=no\n; B=no\nno\n1A=no\n{text}\n"));

    [Fact]
    public void Split_OfQuotedWords_GivesThemBack() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonNull<string>[]>(),
            words =>
            {
                var texts = words.Select(word => new string([.. word.Get.Where(static c => c != '\0')])).ToList();
                var line = string.Join(' ', texts.Select(static text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""));
                return UnitWords.Split(line).Select(word => word.Text).SequenceEqual(texts);
            })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_AnyText_NeverFailsOtherwiseThanWithAProblem() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonNull<string>>(),
            text => Parse($"[Service]\nExecStart=/bin/a {text.Get}\n") is { } unit && (unit.Problem is null) == (unit.Arguments.Count > 0))
        .QuickCheckThrowOnFailure();

    private static ServiceUnit Parse(string text) =>
        ServiceUnit.Parse(text, path => path == "/etc/default/prometheus" ? "ARGS=\"--config=/etc/p.yml -v\"\nQUOTED='a \"b\" # c'\n" : null);
}
