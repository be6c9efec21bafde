# A Slurm cluster with the partition cpu, whose login nodes login1 and login2.example.org hpcuser reaches by SSH.
(
  set -e
  port=26804
  echo "127.0.0.1 $(hostname -s) login1.example.org login2.example.org" >> /etc/hosts
  TEST_USERS=hpcuser "$REPOSITORY/eng/components/slurm/up.sh" /tmp/slurm > /tmp/slurm.log 2>&1 < /dev/null || { cat /tmp/slurm.log; exit 1; }
  echo 'PartitionName=cpu Nodes=ALL MaxTime=INFINITE DefaultTime=01:00:00 State=UP' >> /tmp/slurm/slurm.conf
  SLURM_CONF=/tmp/slurm/slurm.conf scontrol reconfigure
  install -D -m 600 /tmp/slurm/id_ed25519-hpcuser /etc/reeve/id_ed25519
  awk -v port=$port '{ print "[login1.example.org]:" port ",[login2.example.org]:" port, $2, $3 }' /tmp/slurm/known_hosts > /etc/reeve/known_hosts
  printf 'Host login1.example.org login2.example.org\n  Port %s\n' $port > /etc/ssh/ssh_config.d/site.conf
)
