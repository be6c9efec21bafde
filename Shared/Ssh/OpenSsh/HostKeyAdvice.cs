using Reeve.Ssh.Quoting;

namespace Reeve.Ssh.OpenSsh;

/// <summary>Says what to do about a host key that is not trusted.</summary>
internal static class HostKeyAdvice
{
    /// <summary>The failure, with the fingerprint to compare and the command that trusts the key.</summary>
    /// <param name="host">Whom one wanted to talk to.</param>
    /// <param name="key">The key that it showed; null if it could not be learnt again.</param>
    /// <param name="file">Where trusted keys are.</param>
    /// <param name="changed">Whether another one is trusted.</param>
    public static ProviderException Failure(string host, HostKey? key, string file, bool changed)
    {
        var fact = changed ? $"The host key of {host} is not the one that {file} has: somebody may be in between." : $"The host key of {host} is not known.";
        if (key is null)
        {
            return new ProviderException(ErrorReason.Denied, $"{fact} Add it to {file} once you have it from the machine's administrators (ssh-keyscan shows what the machine itself says).");
        }

        var target = PosixQuoting.Quote(file);
        var add = $"printf '%s\\n' {PosixQuoting.Quote(key.Line)} >> {target}";
        var command = changed ? $"ssh-keygen -R {PosixQuoting.Quote(key.Host)} -f {target} && {add}" : add;
        return new ProviderException(ErrorReason.Denied, $"{fact} It shows {key.Fingerprint}; if that is what the machine's administrators publish, trust it by: {command}");
    }
}
