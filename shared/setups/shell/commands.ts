import { noText } from '../located-text.ts';
import { runBootstrap, runKubelet, runNodeadm } from './commands/bootstrap.ts';
import { runAt, runCrontab } from './commands/cron.ts';
import { runBase64, runGunzip } from './commands/decoding.ts';
import { runDownload, runMktemp } from './commands/downloads.ts';
import {
  runCd,
  runCopy,
  runDd,
  runLink,
  runMkdir,
  runMove,
  runRemove,
  runTar,
  runTouch,
  runTruncate,
} from './commands/files.ts';
import {
  runBreak,
  runExit,
  runFalse,
  runLet,
  runPwd,
  runRead,
  runReturn,
  runSet,
  runShift,
  runTrue,
} from './commands/flow.ts';
import { runGrep } from './commands/grep.ts';
import { runJq } from './commands/jq.ts';
import { askMounted, runMount, runSystemdMount, runZfs } from './commands/mounts.ts';
import { runCat, runEcho, runPrintf, runTee } from './commands/output.ts';
import { runPackages, runRpm, runWait } from './commands/packages.ts';
import { runEval, runShell, runSource } from './commands/scripts.ts';
import { runSed } from './commands/sed.ts';
import { runService, runSysctl, runSystemctl } from './commands/services.ts';
import type { Command } from './shell.ts';

/** Commands whose meaning is known. */
export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['echo', runEcho],
  ['printf', runPrintf],
  ['cat', runCat],
  ['tee', runTee],
  ['cp', runCopy],
  ['rsync', runCopy],
  ['install', runCopy],
  ['mv', runMove],
  ['dd', runDd],
  ['ln', runLink],
  ['rm', runRemove],
  ['unlink', runRemove],
  ['touch', runTouch],
  ['truncate', runTruncate],
  ['mkdir', runMkdir],
  ['cd', runCd],
  ['pushd', runCd],
  ['pwd', runPwd],
  ['tar', runTar],
  ['curl', runDownload],
  ['wget', runDownload],
  ['aws', runDownload],
  ['base64', runBase64],
  ['gunzip', runGunzip],
  ['zcat', runGunzip],
  ['gzip', runGunzip],
  ['mktemp', runMktemp],
  ['mount', runMount],
  ['systemd-mount', runSystemdMount],
  ['zpool', runZfs],
  ['zfs', runZfs],
  ['mountpoint', askMounted],
  ['findmnt', askMounted],
  ['dnf', runPackages],
  ['yum', runPackages],
  ['microdnf', runPackages],
  ['apt', runPackages],
  ['apt-get', runPackages],
  ['apt-mark', runPackages],
  ['amazon-linux-extras', runPackages],
  ['rpm', runRpm],
  ['wait', runWait],
  ['systemctl', runSystemctl],
  ['service', runService],
  ['sysctl', runSysctl],
  ['sed', runSed],
  ['jq', runJq],
  ['crontab', runCrontab],
  ['at', runAt],
  ['batch', runAt],
  ['grep', runGrep],
  ['egrep', runGrep],
  ['fgrep', runGrep],
  ['bash', runShell],
  ['sh', runShell],
  ['dash', runShell],
  ['eval', runEval],
  ['source', runSource],
  ['.', runSource],
  ['nodeadm', runNodeadm],
  ['bootstrap.sh', runBootstrap],
  ['kubelet', runKubelet],
  ['exit', runExit],
  ['return', runReturn],
  ['break', runBreak],
  ['continue', runBreak],
  ['true', runTrue],
  [':', runTrue],
  ['false', runFalse],
  ['shift', runShift],
  ['read', runRead],
  ['set', runSet],
  ['let', runLet],
  ['alias', () => noText],
]);

/** Commands that print nothing. */
export const silent: ReadonlySet<string> = new Set(
  'chmod chown chgrp sleep wait trap shopt ulimit umask hash modprobe swapoff swapon umount mkfs mkfs.xfs mkfs.ext4 useradd usermod groupadd rmdir sync logger popd kill setenforce ldconfig test [ type hostnamectl timedatectl update-ca-trust exec'.split(
    ' ',
  ),
);

/** Commands that ask something: what follows `&&` may or may not run. */
export const questions: ReadonlySet<string> = new Set(
  'test [ grep egrep fgrep zgrep which type command id getent lsblk blkid diff cmp pgrep ping nc file ls stat lsmod nvidia-smi'.split(
    ' ',
  ),
);

/** Commands of the shell itself, and those that only hand on text: no steps of their own. */
export const builtins: ReadonlySet<string> = new Set(
  'echo printf cat test [ let cd pushd popd pwd exit return break continue true : false shift read set alias trap shopt ulimit umask hash wait type command exec eval source . sleep'.split(
    ' ',
  ),
);
