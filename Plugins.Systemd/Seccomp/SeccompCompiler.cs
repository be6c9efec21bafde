using System.Runtime.InteropServices;

namespace Reeve.Plugins.Systemd.Seccomp;

/// <summary>Turns a profile into the kernel's filter program; see seccomp(2).</summary>
internal static class SeccompCompiler
{
    private const uint Error = 0x00050000; // SECCOMP_RET_ERRNO
    private const uint Trace = 0x7ff00000;
    private const uint NotPermitted = 1; // EPERM
    private const int MostBytes = 4096 * 8; // BPF_MAXINSNS

    private static readonly string[] Comparisons =
        ["", "SCMP_CMP_NE", "SCMP_CMP_LT", "SCMP_CMP_LE", "SCMP_CMP_EQ", "SCMP_CMP_GE", "SCMP_CMP_GT", "SCMP_CMP_MASKED_EQ"];

    /// <summary>Compiles a profile.</summary>
    /// <exception cref="SeccompException">It asks for what cannot be done.</exception>
    public static byte[] Compile(OciSeccomp profile)
    {
        if (!Libseccomp.IsThere)
        {
            throw new SeccompException("the machine lacks libseccomp");
        }

        if (profile.Flags.Count > 0 || !string.IsNullOrEmpty(profile.ListenerPath))
        {
            throw new SeccompException("flags and listenerPath are not supported");
        }

        var fallback = ActionOf(profile.DefaultAction, profile.DefaultErrnoRet);
        var filter = Libseccomp.Initialize(fallback);
        try
        {
            foreach (var architecture in profile.Architectures)
            {
                Check(Libseccomp.AddArchitecture(filter, NumberOf(architecture)), architecture);
            }

            _ = Libseccomp.SetAttribute(filter, Libseccomp.Optimize, Libseccomp.BinaryTree); // libraries before 2.5 have none: slower, not different
            foreach (var rule in profile.Syscalls)
            {
                Add(filter, rule, fallback);
            }

            return Export(filter);
        }
        finally
        {
            Libseccomp.Release(filter);
        }
    }

    private static void Add(nint filter, OciSyscalls rule, uint fallback)
    {
        var action = ActionOf(rule.Action, rule.ErrnoRet);
        if (action == fallback)
        {
            return; // says nothing new, which the library takes for a mistake
        }

        var conditions = rule.Args.Select(ConditionOf).ToList();
        // The library allows one condition for each argument; several on one mean "one of them", as for container runtimes.
        var alternatives = conditions.Select(condition => condition.Argument).Distinct().Count() < conditions.Count
            ? conditions.Select(condition => new[] { condition })
            : [[.. conditions]];
        foreach (var name in rule.Names)
        {
            var number = Libseccomp.Resolve(name);
            foreach (var alternative in number == Libseccomp.NoSuchCall ? [] : alternatives)
            {
                Check(Libseccomp.AddRule(filter, action, number, (uint)alternative.Length, alternative), name);
            }
        }
    }

    private static byte[] Export(nint filter)
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write))
            {
                Check(Libseccomp.Export(filter, file), "the filter");
            }

            var program = File.ReadAllBytes(path);
            return program.Length <= MostBytes ? program : throw new SeccompException("it is longer than the kernel takes");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static uint ActionOf(string action, uint? error) => action switch
    {
        "SCMP_ACT_KILL" or "SCMP_ACT_KILL_THREAD" => 0,
        "SCMP_ACT_KILL_PROCESS" => 0x80000000,
        "SCMP_ACT_TRAP" => 0x00030000,
        "SCMP_ACT_ERRNO" => Error | ((error ?? NotPermitted) & 0xffff),
        "SCMP_ACT_TRACE" => Trace | ((error ?? NotPermitted) & 0xffff),
        "SCMP_ACT_LOG" => 0x7ffc0000,
        "SCMP_ACT_ALLOW" => 0x7fff0000,
        "SCMP_ACT_NOTIFY" => throw new SeccompException("SCMP_ACT_NOTIFY needs somebody who is asked, and there is nobody"),
        _ => throw new SeccompException($"\"{action}\" is no action"),
    };

    private static uint NumberOf(string architecture) => architecture switch
    {
        "SCMP_ARCH_X86" => 0x40000003,
        "SCMP_ARCH_X86_64" => 0xc000003e,
        "SCMP_ARCH_X32" => 0x4000003e,
        "SCMP_ARCH_ARM" => 0x40000028,
        "SCMP_ARCH_AARCH64" => 0xc00000b7,
        _ => throw new SeccompException($"the architecture {architecture} is none of this machine's"),
    };

    private static Libseccomp.Condition ConditionOf(OciArgument argument)
    {
        var comparison = Array.IndexOf(Comparisons, argument.Op);
        return comparison > 0 && argument.Index < 6
            ? new Libseccomp.Condition { Argument = argument.Index, Comparison = comparison, First = argument.Value, Second = argument.ValueTwo }
            : throw new SeccompException($"\"{argument.Op}\" on argument {argument.Index} is no condition");
    }

    private static void Check(int result, string what)
    {
        if (result is < 0 and not Libseccomp.ExistsAlready)
        {
            throw new SeccompException($"{what}: {Marshal.GetPInvokeErrorMessage(-result)}");
        }
    }
}
